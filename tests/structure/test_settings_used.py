"""Tests that every setting is used."""

import dataclasses
import re

from rontal.config import env, policies, settings
from rontal.config.env import ROOT
from rontal.core.profile import App, Library, Look, Target, WhatsAppChannel

SOURCES = {
    path: path.read_text(encoding="utf-8")
    for pattern in ("rontal/**/*.py", "rontal/**/*.html", "rontal/**/*.txt")
    for path in ROOT.glob(pattern)
    if "migrations" not in path.parts
}
OWN = [name for name in vars(settings) if name.isupper() and not hasattr(settings.env, name)]


def used(name: str, *, home: str) -> bool:
    """True if the name occurs in another file, or a second time in the file that defines it."""
    word = re.compile(rf"\b{name}\b")
    return any(len(word.findall(text)) > (path.name == home) for path, text in SOURCES.items())


def is_a_frameworks(name: str) -> bool:
    """True if Django or a package reads it, judging by Django's defaults or its prefix."""
    from django.conf import global_settings

    prefixes = (
        "ACCOUNT_",
        "MFA_",
        "SOCIALACCOUNT_",
        "WHITENOISE_",
        "CONTENT_SECURITY_POLICY",
        "ALLAUTH_",
        "ROOT_URLCONF",
    )
    return hasattr(global_settings, name) or name.startswith(prefixes)


def test_every_setting_is_used():
    ours = [name for name in OWN if not is_a_frameworks(name)]
    assert [name for name in ours if not used(name, home="settings.py")] == []


def test_every_value_of_the_environment_is_used():
    names = [field.name for field in dataclasses.fields(env.Environment)]
    assert [name for name in names if not used(name, home="env.py")] == []


def test_every_key_of_the_profile_is_used():
    kinds = (Library, Look, App, Target, WhatsAppChannel)
    names = [field.name for kind in kinds for field in dataclasses.fields(kind)]
    assert [name for name in names if not used(name, home="profile.py")] == []


def test_every_policy_is_used():
    names = [name for kind in policies.ALL for name in kind.declared()]
    assert [name for name in names if not used(name, home="policies.py")] == []


def test_every_policy_in_a_template_is_declared():
    known = {f"{kind.app}.{name}" for kind in policies.ALL for name in kind.declared()}
    pages = [text for path, text in SOURCES.items() if path.suffix == ".html"]
    named = {name for text in pages for name in re.findall(r"\bpolicies\.([\w.]+)", text)}
    assert named
    assert named <= known
