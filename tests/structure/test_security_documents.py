"""The documents about security name what the code has."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from rontal.config.env import ROOT, VARIABLES
from tests.support.structure import source

SECURITY = ROOT / "docs/security"
PRIMITIVES = {"cryptography", "hmac", "argon2", "http_ece", "py_vapid", "jwt", "altcha"}
LIMIT = re.compile(r"\| `([\w.:]+)` \| ([\d,]+|by the book|policy `\w+`) \|")


def limits() -> Iterator[tuple[str, str]]:
    """Yields name and number of each `Limit(…)`; the number is "" where it is computed."""
    for path in source.files():
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Limit":
                name, count = node.args[0], node.args[1]
                assert isinstance(name, ast.Constant), source.place(path, node)
                number = f"{count.value:,}" if isinstance(count, ast.Constant) else ""
                yield str(name.value), number


def uses_cryptography(path: Path) -> bool:
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{one.name}" for one in node.names]
        else:
            continue
        if any(n.split(".")[0] in PRIMITIVES or n.startswith("django.core.signing") for n in names):
            return True
    return False


def test_every_limit_is_documented_with_its_number() -> None:
    text = (SECURITY / "limits.md").read_text("utf-8")
    refusing = dict(LIMIT.findall(text))
    wrong = [
        (name, number)
        for name, number in limits()
        if f"`{name}`" not in text or (name in refusing and number not in ("", refusing[name]))
    ]
    assert wrong == []
    assert set(refusing) <= {name for name, _number in limits()}


def test_every_module_with_cryptography_is_documented() -> None:
    text = (SECURITY / "cryptography.md").read_text("utf-8")
    python = [path for path in source.files() if uses_cryptography(path)]
    scripts = [
        path
        for path in ROOT.glob("rontal/**/assets/**/*.js")
        if "crypto.subtle" in path.read_text("utf-8")
    ]
    assert len(python) > 20
    assert len(scripts) > 3
    names = [str(path.relative_to(ROOT)) for path in (*python, *scripts)]
    assert [name for name in names if name not in text] == []


def test_every_other_server_is_in_the_list_of_connections() -> None:
    text = (SECURITY / "connections.md").read_text("utf-8")
    naming_servers = [
        name
        for name, meaning in VARIABLES.items()
        if "URL" in name and name != "RONTAL_URL" or "Socket" in meaning or name.endswith("_API")
    ]
    assert naming_servers
    assert [name for name in naming_servers if name not in text] == []
