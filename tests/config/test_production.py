"""Tests that every command refuses unsafe settings in production."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rontal.config import env, keys, postgres, production
from rontal.config.keys import Keys, make
from rontal.core import demo_mark
from tests.support.config import hash_keys
from tests.support.config.production import PROFILE, fit

Rontal = Callable[..., "subprocess.CompletedProcess[str]"]


def given(environ: dict[str, str]) -> Keys:
    names = ("RONTAL_SECRET_KEY", "RONTAL_SEAL_KEYS", "RONTAL_HASH_KEY")
    return Keys(*(environ[name] for name in names))


def test_fresh_keys_are_fit() -> None:
    assert production.key_faults(given(fit())) == []


def test_every_unset_key_is_told() -> None:
    told = [fault.what for fault in production.key_faults(Keys("", "", ""))]
    assert told == [
        "RONTAL_SECRET_KEY is not set",
        "RONTAL_SEAL_KEYS is not set",
        "RONTAL_HASH_KEY is not set",
    ]


def test_demo_keys_are_refused() -> None:
    told = [fault.what for fault in production.key_faults(keys.make())]
    assert told == ["RONTAL_SECRET_KEY is a demo key", "RONTAL_SEAL_KEYS holds a demo key"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("RONTAL_SECRET_KEY", "x" * 80, "too short or too plain"),
        ("RONTAL_SECRET_KEY", "short-but-random-123", "too short or too plain"),
        ("RONTAL_SEAL_KEYS", "k1:bm90IDMyIGJ5dGVz", "not 32 random bytes"),
        ("RONTAL_SEAL_KEYS", "k1", "not 32 random bytes"),
        ("RONTAL_SEAL_KEYS", "k1:!!!", "not 32 random bytes"),
        ("RONTAL_HASH_KEY", "c2hvcnQ=", "not 32 random bytes"),
        ("RONTAL_HASH_KEY", f"k2:{hash_keys.FIRST}", "not 32 random bytes"),
    ],
)
def test_unfit_keys_are_told(name: str, value: str, told: str) -> None:
    faults = production.key_faults(given(fit() | {name: value}))
    assert [told in str(fault) for fault in faults] == [True]


def test_several_hash_keys_are_fit_where_only_one_has_no_id() -> None:
    made = fit()
    first, new = made["RONTAL_HASH_KEY"], fit()["RONTAL_HASH_KEY"]

    def told(text: str) -> list[str]:
        return [one.what for one in production.key_faults(given(made | {"RONTAL_HASH_KEY": text}))]

    assert told(f"k2:{new},{first}") == told(f"{first}, k2:{new}") == told(f"k2:{new}") == []
    assert told(f"{new},{first}") == ["RONTAL_HASH_KEY names one id twice, or none twice"]
    assert told(f"k2:{new},k2:{first}") == ["RONTAL_HASH_KEY names one id twice, or none twice"]
    assert told(f"k2:{new},{new}") == ["RONTAL_HASH_KEY holds one key twice"]


def test_one_id_for_two_keys_is_told() -> None:
    made = fit()
    twice = made | {"RONTAL_SEAL_KEYS": f"{made['RONTAL_SEAL_KEYS']},{made['RONTAL_SEAL_KEYS']}"}
    told = [fault.what for fault in production.key_faults(given(twice))]
    assert told == ["RONTAL_SEAL_KEYS names one id twice"]


@pytest.mark.machine
@pytest.mark.parametrize("command", ["serve", "worker", "rotate-keys"])
def test_commands_refuse_with_a_line_a_fault(rontal: Rontal, home: Path, command: str) -> None:
    done = rontal(command, RONTAL_MODE="production", RONTAL_DEBUG="1")
    assert done.returncode == 78
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 6
    assert all(line.startswith("Rontal does not start: ") for line in lines)
    assert not (home / "postgres").exists()


@pytest.mark.machine
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_backup_needs_the_keys_and_no_web_address(rontal: Rontal, home: Path, command: str) -> None:
    done = rontal(command, str(home / "leaf.backup"), RONTAL_MODE="production")
    assert done.returncode == 78
    lines = done.stderr.strip().splitlines()
    assert [line.split()[4] for line in lines] == [
        "RONTAL_SECRET_KEY",
        "RONTAL_SEAL_KEYS",
        "RONTAL_HASH_KEY",
    ]
    assert not (home / "postgres").exists()


@pytest.mark.machine
@pytest.mark.parametrize(
    "fault",
    [
        {},
        {"RONTAL_DEBUG": "1"},
        {"RONTAL_LIBRARY": ""},
        {"RONTAL_URL": "http://perpustakaan.example.go.id"},
    ],
)
def test_application_itself_refuses(environ: dict[str, str], fault: dict[str, str]) -> None:
    call = [sys.executable, "-c", "import rontal.config.wsgi; print('loaded')"]
    done = subprocess.run(
        call, env=environ | fit() | fault, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == (78 if fault else 0), done.stderr
    assert (done.stdout.strip() == "loaded") is not bool(fault)


def test_openly_travelling_sign_ins_and_demo_keys_of_the_home_are_refused(tmp_path: Path) -> None:
    made = make()
    (tmp_path / "keys.json").write_text(json.dumps(made.__dict__))
    environment = env.read(
        {
            "RONTAL_MODE": "production",
            "RONTAL_HOME": str(tmp_path),
            "RONTAL_HASH_KEY": made.hash,
            "RONTAL_URL": "http://perpustakaan.example",
        }
    )
    told = "\n".join(map(str, production.faults(environment)))
    assert "not an https:// address" in told
    assert "a key of the demo" in told


@pytest.mark.django_db
def test_production_refuses_a_database_that_the_demo_was_loaded_into(settings: Any) -> None:
    settings.MODE = env.Mode.PRODUCTION
    production.refuse_demo_data()
    demo_mark.set_mark()
    with pytest.raises(SystemExit) as ended:
        production.refuse_demo_data()
    assert ended.value.code == 78


def test_keys_that_a_demo_left_in_the_home_are_told(tmp_path: Path) -> None:
    made = fit()
    (tmp_path / "keys.json").write_text(json.dumps({"hash": made["RONTAL_HASH_KEY"]}))
    environment = env.read(made | {"RONTAL_HOME": str(tmp_path)})
    told = [fault.what for fault in production.faults(environment)]
    assert told == [f"a key of the demo in {tmp_path / 'keys.json'} is used"]


@pytest.mark.machine
@pytest.mark.usefixtures("after_init")
def test_database_that_the_demo_was_loaded_into_is_refused(
    home: Path, environ: dict[str, str]
) -> None:
    put = (
        "INSERT INTO core_event"
        " (name, at, actor_kind, actor_name, subject_type, subject_id, data)"
        " VALUES ('demo:loaded', now(), 'system', 'demo', 'demo', '', '{}')"
    )
    with postgres.server(home) as url:
        with postgres.connect(url) as connection:
            connection.execute(put)
        call = [sys.executable, "-c", "import rontal.config.wsgi"]
        done = subprocess.run(
            call, env=environ | fit(), capture_output=True, text=True, check=False, timeout=60
        )
    assert done.returncode == 78
    assert "the database holds the demo" in done.stderr


@pytest.mark.whole
def test_production_needs_nothing_of_the_demo(tmp_path: Path) -> None:
    profile = tmp_path / "library.toml"
    profile.write_text(PROFILE.read_text())
    script = """
import os, sys
sys.modules["rontal.demo"] = None
os.environ["DJANGO_SETTINGS_MODULE"] = "rontal.config.settings"
import django
django.setup()
from django.core.management import call_command
from django.urls import resolve
call_command("check")
print(resolve("/daftar/").view_name, len([name for name in sys.modules if "rontal.demo." in name]))
"""
    environ = fit() | {
        "RONTAL_LIBRARY": str(profile),
        "RONTAL_HOME": str(tmp_path),
        "DATABASE_URL": "postgresql:///nowhere",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environ,
        cwd=env.ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == "0"


@pytest.mark.parametrize(
    ("name", "url", "encrypted"),
    [
        ("RONTAL_SMTP_URL", "smtp://user:word@mail.example:25", False),
        ("RONTAL_SMTP_URL", "smtp://10.0.0.7:25", False),
        ("RONTAL_IMAP_URL", "imap://user:word@mail.example/INBOX", False),
        ("RONTAL_SMTP_URL", "smtp://localhost:25", True),
        ("RONTAL_SMTP_URL", "smtp://127.0.0.1:1025", True),
        ("RONTAL_IMAP_URL", "imap://user:word@[::1]/INBOX", True),
        ("RONTAL_SMTP_URL", "smtp+starttls://mail.example:587", True),
        ("RONTAL_IMAP_URL", "imaps://user:word@mail.example/INBOX", True),
    ],
)
def test_mail_to_another_machine_is_encrypted(name: str, url: str, encrypted: bool) -> None:
    faults = production.faults(env.read(fit() | {name: url}))
    assert [fault.what.split()[0] for fault in faults] == ([] if encrypted else [name])
    assert not any("word" in str(fault) for fault in faults), "the password stays unsaid"


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("RONTAL_CLAMAV", "tcp://scanner.example:3310", True),
        ("RONTAL_CLAMAV", "tcp://10.0.0.7:3310", True),
        ("RONTAL_CLAMAV", "tcp://127.0.0.1:3310", False),
        ("RONTAL_CLAMAV", "tcp://localhost", False),
        ("RONTAL_CLAMAV", "/run/clamav/clamd.ctl", False),
        ("DATABASE_URL", "postgresql://rontal:word@db.example/rontal", True),
        ("DATABASE_URL", "postgresql://rontal:word@db.example/rontal?sslmode=require", True),
        ("DATABASE_URL", "postgresql:///rontal?host=db.example", True),
        ("DATABASE_URL", "postgresql://localhost/rontal?hostaddr=10.0.0.7", True),
        ("DATABASE_URL", "postgresql:///rontal?host=/run/postgresql,db.example", True),
        ("DATABASE_URL", "postgresql://db.example/rontal?sslmode=verify-full", False),
        ("DATABASE_URL", "postgresql://rontal:word@127.0.0.1/rontal", False),
        ("DATABASE_URL", "postgresql:///rontal?host=/run/postgresql", False),
        ("DATABASE_URL", "", False),
    ],
)
def test_scanner_and_database_are_here_or_encrypted(name: str, value: str, refused: bool) -> None:
    faults = production.faults(env.read(fit() | {name: value}))
    assert [fault.what.split()[0] for fault in faults] == ([name] if refused else [])
    assert not any("word" in str(fault) for fault in faults), "the password stays unsaid"
