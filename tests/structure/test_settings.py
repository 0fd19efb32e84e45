"""Tests that every setting is documented in both languages, and no other is."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.utils.translation import override

from rontal.config import command, documentation, env, policies
from rontal.core.policies import Unit
from rontal.core.profile import App, Library, Look, Target, WhatsAppChannel

GUIDES = list(documentation.GUIDES.values())
PLAIN = [path.name for path in GUIDES]
DECLARED = [(name, one) for kind in policies.ALL for name, one in kind.declared().items()]


def table_keys(text: str) -> set[str]:
    """Returns the names in the first column of the guide's tables."""
    cells = re.findall(r"^\|([^|]+)\|", text, flags=re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([A-Za-z_]+)`", cell)}


@pytest.mark.parametrize("guide", GUIDES, ids=PLAIN)
def test_every_variable_is_documented(guide: Path) -> None:
    named = {name for name in table_keys(guide.read_text("utf-8")) if name.isupper()}
    assert named == set(env.VARIABLES)


@pytest.mark.parametrize("guide", GUIDES, ids=PLAIN)
def test_every_key_of_the_library_profile_is_documented(guide: Path) -> None:
    named = {name for name in table_keys(guide.read_text("utf-8")) if name.islower()}
    kinds = (Library, Look, App, *policies.ALL, Target, WhatsAppChannel)
    keys = {f.name for kind in kinds for f in fields(kind)}
    assert keys - {"policies"} <= named
    assert named <= keys


@pytest.mark.parametrize("guide", GUIDES, ids=PLAIN)
def test_documented_defaults_of_policies_are_correct(guide: Path) -> None:
    text = guide.read_text("utf-8")
    for name, policy in DECLARED:
        row = re.search(rf"^\| `{name}` \|.*\| ([^|]+) \|$", text, flags=re.MULTILINE)
        assert row, name
        default = policy.default
        default_text = str(list(default) if isinstance(default, tuple) else default).lower()
        assert row.group(1).strip('`"') == default_text, name


@pytest.mark.parametrize("language", documentation.GUIDES)
def test_the_table_of_policies_is_up_to_date(language: str) -> None:
    text = documentation.GUIDES[language].read_text("utf-8")
    assert documentation.fill_guide(text, language) == text, "run rontal.config.documentation"


def test_every_app_with_policies_is_in_the_list() -> None:
    modules = {f"rontal.{kind.app}.policies" for kind in policies.ALL}
    assert modules == {kind.__module__ for kind in policies.ALL}
    files = {path.parent.name for path in env.ROOT.glob("rontal/*/policies.py")}
    assert files - {"core", "config"} == {kind.app for kind in policies.ALL}


def test_names_of_policies_are_unique() -> None:
    assert len(dict(DECLARED)) == len(DECLARED)


def test_every_policy_is_described_in_both_languages() -> None:
    for name, policy in DECLARED:
        documented = {}
        for language in documentation.GUIDES:
            with override(language):
                choices = map(str, policy.choices.values())
                documented[language] = {
                    str(policy.label),
                    str(policy.effect),
                    policy.unit.label,
                    *choices,
                }
        assert all(documented["en"]), name
        assert documented["en"].isdisjoint(documented["id"]), f"{name} is not translated"
        assert len(documented["en"]) == len(documented["id"]) == 3 + len(policy.choices), name


def test_every_policy_has_bounds_and_a_default_within_them() -> None:
    for name, policy in DECLARED:
        if policy.unit is Unit.YES_NO:
            assert isinstance(policy.default, bool), name
        elif policy.unit is Unit.CHOICE:
            assert set(policy.choices) == set(type(policy.default)), name
        else:
            assert policy.bounds, name
            numbers = policy.default if isinstance(policy.default, tuple) else (policy.default,)
            within = range(policy.bounds[0], policy.bounds[1] + 1)
            assert all(type(one) is int and one in within for one in numbers), name


@pytest.mark.parametrize("guide", GUIDES, ids=PLAIN)
def test_every_command_is_documented(guide: Path) -> None:
    text = guide.read_text("utf-8")
    names = {*command.PLAIN_COMMANDS, *command.management_commands()}
    assert names == set(re.findall(r"`rontal ([a-z-]+)", text))


def test_every_variable_is_read() -> None:
    source = (env.ROOT / "rontal/config/env.py").read_text("utf-8")
    for name in env.VARIABLES:
        assert source.count(f'"{name}"') >= 2, f"{name} is named and never read"
