"""Tests that every setting is documented in both languages, and no other is."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from rontal.config import command, env
from rontal.core.profile import App, Library, Look, Policies, Target, WhatsAppChannel

GUIDES = [env.ROOT / "docs/guide/operator.md", env.ROOT / "docs/guide/operator.id.md"]
PLAIN = [path.name for path in GUIDES]


def table_keys(text: str) -> set[str]:
    """Returns the names in the first column of the guide's tables."""
    cells = re.findall(r"^\|([^|]+)\|", text, flags=re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([A-Za-z_]+)`", cell)}


@pytest.mark.parametrize("guide", GUIDES, ids=PLAIN)
def test_every_variable_is_explained(guide: Path) -> None:
    named = {name for name in table_keys(guide.read_text("utf-8")) if name.isupper()}
    assert named == set(env.VARIABLES)


@pytest.mark.parametrize("guide", GUIDES, ids=PLAIN)
def test_every_key_of_the_library_profile_is_explained(guide: Path) -> None:
    named = {name for name in table_keys(guide.read_text("utf-8")) if name.islower()}
    kinds = (Library, Look, App, Policies, Target, WhatsAppChannel)
    keys = {f.name for kind in kinds for f in fields(kind)}
    assert keys - {"policies"} <= named
    assert named <= keys


@pytest.mark.parametrize("guide", GUIDES, ids=PLAIN)
def test_defaults_of_the_policies_are_told_as_they_are(guide: Path) -> None:
    text = guide.read_text("utf-8")
    for policy in fields(Policies):
        row = re.search(rf"^\| `{policy.name}` \|.*\| ([^|]+) \|$", text, flags=re.MULTILINE)
        assert row, policy.name
        default = policy.default
        said = str(list(default) if isinstance(default, tuple) else default).lower()
        assert row.group(1).strip('`"') == said, policy.name


@pytest.mark.parametrize("guide", GUIDES, ids=PLAIN)
def test_every_command_is_explained(guide: Path) -> None:
    text = guide.read_text("utf-8")
    actions = command._parser()._subparsers
    assert actions is not None
    names = set(actions._group_actions[0].choices or {})
    assert names == set(re.findall(r"`rontal ([a-z-]+)", text))


def test_every_variable_is_read() -> None:
    source = (env.ROOT / "rontal/config/env.py").read_text("utf-8")
    for name in env.VARIABLES:
        assert source.count(f'"{name}"') >= 2, f"{name} is named and never read"
