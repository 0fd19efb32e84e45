"""Tests of cookies, hosts and headers of a library that is served over https."""

import json
import os
import subprocess
import sys

import pytest

from tests.support.config.production import fit

pytestmark = pytest.mark.machine
READ = """
import json
import django
django.setup()
from django.conf import settings
names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
         "SESSION_COOKIE_PATH", "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_PATH", "CSRF_COOKIE_DOMAIN",
         "ALLOWED_HOSTS", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS"]
from rontal.accounts import device_cookie
from rontal.ui import message_storage, themes
others = [settings.LANGUAGE_COOKIE_NAME, device_cookie.NAME, message_storage.COOKIE, themes.COOKIE]
print(json.dumps({name: getattr(settings, name) for name in names} | {"others": others}))
"""


def settings_of(tmp_path, **changes):
    """Returns the settings of a process with the environment of a library in production."""
    environ = {name: value for name, value in os.environ.items() if "RONTAL" not in name}
    environ |= fit() | {"RONTAL_HOME": str(tmp_path)} | changes
    environ |= {"DJANGO_SETTINGS_MODULE": "rontal.config.settings"}
    call = [sys.executable, "-c", READ]
    done = subprocess.run(call, env=environ, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_cookies_of_production_are_bound_to_the_host(tmp_path):
    settings = settings_of(tmp_path)
    for kind in ("SESSION", "CSRF"):
        assert settings[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert settings[f"{kind}_COOKIE_SECURE"] is True
        assert settings[f"{kind}_COOKIE_PATH"] == "/"
        assert settings[f"{kind}_COOKIE_DOMAIN"] is None
    assert settings["others"] == [
        f"__Host-{name}" for name in ("bahasa", "perangkat", "messages", "tampilan")
    ]


def test_production_answers_to_its_own_host_only(tmp_path):
    assert settings_of(tmp_path)["ALLOWED_HOSTS"] == ["perpustakaan.example"]


def test_https_for_subdomains_is_a_choice(tmp_path):
    assert settings_of(tmp_path)["SECURE_HSTS_SECONDS"] == 31_536_000
    assert settings_of(tmp_path)["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is False
    chosen = settings_of(tmp_path, RONTAL_HSTS_SUBDOMAINS="1")
    assert chosen["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
