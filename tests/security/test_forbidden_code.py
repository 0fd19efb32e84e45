"""Tests that dangerous calls cannot enter the program: the linter of `./test` refuses them, and
text from outside builds no pattern or path.
"""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from records.epub.metadata import metadata_of
from records.epub.package import Sheet
from rontal.config.env import ROOT
from tests.support.structure import source

DANGEROUS = {
    "S102": "exec(text)",
    "S301": "import pickle\npickle.loads(data)",
    "S302": "import marshal\nmarshal.loads(data)",
    "S305": "from cryptography.hazmat.primitives.ciphers import modes\nmodes.ECB()",
    "S307": "eval(text)",
    "S314": "import xml.etree.ElementTree\nxml.etree.ElementTree.fromstring(text)",
    "S323": "import ssl\nssl._create_unverified_context()",
    "S324": "import hashlib\nhashlib.md5(data)",
    "S501": "import httpx\nhttpx.get(address, verify=False)",
    "S506": "import yaml\nyaml.load(text)",
    "S602": "import subprocess\nsubprocess.run(text, shell=True)",
    "S605": "import os\nos.system(text)",
    "S608": 'cursor.execute(f"SELECT * FROM a WHERE b = {text}")',
}
"""Code that each rule of the linter has to refuse, by rule."""
NEVER_ALLOWED = frozenset(DANGEROUS) - {"S608"}
PLACES = ["rontal/web/new.py", "records/new.py", "idcard/new.py", "rontal/config/new.py"]
IN_PATTERNS = {
    "rontal/android/package/naming.py": "a constant of the function",
    "rontal/config/documentation.py": "names of the project's own documents",
    "rontal/ui/logs.py": "constants of the module",
    "records/tables/delimited.py": "by `re.escape`",
}
"""Modules that build a pattern of names other than constants, each read by a person."""
PATTERNS_FROM_NAMES = {
    "rontal/accounts/browsers.py",
    "rontal/notifications/rules.py",
    "rontal/membership/rules/number.py",
    "rontal/interop/oai/oai_sets.py",
}
"""Modules whose patterns come from their own tables; the third escapes the operator's pattern."""


@pytest.mark.whole
@pytest.mark.parametrize("place", PLACES)
def test_linter_refuses_dangerous_calls(place: str) -> None:
    missing = [rule for rule, code in DANGEROUS.items() if rule not in _reported(place, code)]
    assert missing == []


def _reported(place: str, code: str) -> set[str]:
    command = [sys.executable, "-m", "ruff", "check", "--output-format=json", "--no-cache"]
    command += ["--stdin-filename", str(ROOT / place), "-"]
    done = subprocess.run(command, input=code, capture_output=True, text=True, cwd=ROOT)
    return {one["code"] for one in json.loads(done.stdout)}


def test_no_line_suppresses_these_rules() -> None:
    suppressing = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in source.files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if NEVER_ALLOWED & set(re.findall(r"S\d{3}", line.partition("# noqa")[2]))
    ]
    assert suppressing == []


def test_scripts_evaluate_no_text() -> None:
    scripts = [path for path in ROOT.glob("rontal/*/**/assets/**/*.js") if path.is_file()]
    scripts += ROOT.glob("rontal/*/assets/**/*.js")
    assert len(scripts) > 50
    evaluating = re.compile(r"\beval\(|new Function\b|set(?:Timeout|Interval)\(\s*[\"'`]")
    assert [path.name for path in scripts if evaluating.search(path.read_text("utf-8"))] == []


@pytest.mark.whole
def test_no_pattern_is_built_of_text_from_outside() -> None:
    found = {name for name, call in _calls_of_re() if _inserted(call.args[0])}
    assert found == set(IN_PATTERNS)
    named = {name for name, call in _calls_of_re() if _is_variable(call.args[0])}
    assert named == PATTERNS_FROM_NAMES


def _calls_of_re() -> Iterator[tuple[str, ast.Call]]:
    for path in source.files():
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                of = node.func.value
                if isinstance(of, ast.Name) and of.id == "re" and node.func.attr != "escape":
                    yield str(path.relative_to(ROOT)), node


def _inserted(pattern: ast.expr) -> list[ast.expr]:
    """Returns what is inserted into a pattern, constants apart."""
    values = [one.value for one in ast.walk(pattern) if isinstance(one, ast.FormattedValue)]
    return [one for one in values if not _is_constant(one)]


def _is_variable(pattern: ast.expr) -> bool:
    """A name, an attribute or a call in place of a text; constants apart."""
    if isinstance(pattern, ast.Call):
        return not (isinstance(pattern.func, ast.Attribute) and pattern.func.attr == "escape")
    return isinstance(pattern, ast.Name | ast.Attribute) and not _is_constant(pattern)


def _is_constant(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name.lstrip("_").isupper()


@pytest.mark.whole
def test_xpath_is_used_by_the_package_document_of_books_alone() -> None:
    """Its expressions name elements and properties that the program asks for."""
    asking = [path for path in source.files() if any(_xpath_calls(path))]
    assert asking == [ROOT / "records/epub/package.py"]
    hostile = "x' or '1'='1"
    root = etree.fromstring(
        f"""<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <metadata><dc:title>Lontar</dc:title><meta property="{hostile}">Penonton</meta>
        <meta name="{hostile}" content="Seri"/></metadata></package>"""
    )
    read = metadata_of(Sheet(root))
    assert (read.title, read.audience, read.series) == ("Lontar", "", "")


def _xpath_calls(path: Path) -> list[ast.Call]:
    return [call for name in ("xpath", "XPath") for call in source.calls(path, name)]
