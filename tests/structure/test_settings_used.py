"""No setting stands in the house that nobody uses."""

import dataclasses
import re

import pytest

from rontal.config import env, settings
from rontal.config.env import ROOT
from rontal.kernel.library import App, Library, Look, Policies, Target

SOURCES = {
    path: path.read_text(encoding="utf-8")
    for pattern in ("rontal/**/*.py", "rontal/**/*.html", "rontal/**/*.txt")
    for path in ROOT.glob(pattern)
    if "migrations" not in path.parts
}
OWN = [name for name in vars(settings) if name.isupper() and not hasattr(settings.env, name)]


def used(name: str, *, home: str) -> bool:
    """Named anywhere else, or once more in the file that defines it."""
    word = re.compile(rf"\b{name}\b")
    return any(len(word.findall(text)) > (path.name == home) for path, text in SOURCES.items())


def is_a_frameworks(name: str) -> bool:
    """Read by Django or a package: known to its defaults, or named after the package."""
    from django.conf import global_settings

    prefixes = (
        "ACCOUNT_",
        "MFA_",
        "WHITENOISE_",
        "CONTENT_SECURITY_POLICY",
        "ALLAUTH_",
        "ROOT_URLCONF",
    )
    return hasattr(global_settings, name) or name.startswith(prefixes)


@pytest.mark.parametrize("name", OWN)
def test_every_setting_is_read_by_somebody(name):
    assert is_a_frameworks(name) or used(name, home="settings.py"), f"nobody reads {name}"


@pytest.mark.parametrize("field", dataclasses.fields(env.Environment), ids=lambda f: f.name)
def test_every_value_of_the_environment_is_read_by_somebody(field):
    assert used(field.name, home="env.py")


@pytest.mark.parametrize(
    "field",
    [one for kind in (Library, Look, App, Policies, Target) for one in dataclasses.fields(kind)],
    ids=lambda f: f.name,
)
def test_every_key_of_the_profile_is_read_by_somebody(field):
    assert used(field.name, home="library.py")
