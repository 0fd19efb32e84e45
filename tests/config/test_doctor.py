"""Tests that `rontal doctor` finds each fault and prints what to do."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from rontal.config import doctor, env
from rontal.config.doctor import Level
from rontal.core import clock
from rontal.core.models import SealedFile
from tests.support.config.backups import KEY

Rontal = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.machine
def test_library_fresh_from_init(rontal: Rontal) -> None:
    before = rontal("doctor")
    assert before.returncode == 1
    assert "FAIL  Tables:" in before.stdout
    assert "→ run `rontal init`" in before.stdout
    assert rontal("init", "--quiet").returncode == 0
    after = rontal("doctor")
    assert "ok    Tables: up to date" in after.stdout
    assert "ok    Database: PostgreSQL 18" in after.stdout
    assert "FAIL  Mail: 127.0.0.1:1025 does not answer" in after.stdout


@pytest.mark.machine
def test_production_without_anything_names_everything(rontal: Rontal) -> None:
    done = rontal("doctor", RONTAL_MODE="production", RONTAL_DEBUG="1")
    assert done.returncode == 1
    for words in ("SECRET_KEY", "SEAL_KEYS", "HASH_KEY", "RONTAL_DEBUG is on", "library profile"):
        assert words in done.stdout, words


@pytest.mark.machine
def test_unreachable_database_is_one_finding(rontal: Rontal) -> None:
    done = rontal("doctor", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "FAIL  Database: connection failed" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.whole
def test_an_engine_that_does_not_load_is_a_failure() -> None:
    environment = settings.ENVIRONMENT
    assert doctor._engine("ocr", environment.ocr_engine).level is Level.OK
    assert doctor._engine("face", environment.face_engine).level is Level.OK
    broken = doctor._engine("face", "no_such_module:Engine")
    assert broken.level is Level.FAIL
    assert "No module named 'no_such_module'" in broken.result
    assert "RONTAL_FACE_ENGINE" in broken.remedy
    killed = doctor._engine("ocr", "tests.support.verification.machine.engines:Dying")
    assert (killed.level, "it died" in killed.result) == (Level.FAIL, True)


@pytest.mark.parametrize(
    ("configured", "level"),
    [
        (f"{KEY.public}, {KEY.public}", Level.OK),
        ("", Level.WARN),
        (",", Level.WARN),
        ("age1abc", Level.FAIL),
        (KEY.text(), Level.FAIL),
    ],
)
def test_recipients_are_judged_as_backup_judges_them(configured: str, level: Level) -> None:
    given = {"RONTAL_MODE": "production", "RONTAL_BACKUP_RECIPIENTS": configured}
    finding = doctor._backups(env.read(given))
    assert finding.level is level
    assert KEY.text() not in finding.result


def test_little_disk_space_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "MIN_FREE_BYTES", 10**18)
    assert doctor._space(settings.ENVIRONMENT).level is Level.FAIL


def test_old_postgresql_is_a_failure() -> None:
    assert doctor._version(140_012).level is Level.FAIL
    assert doctor._version(150_004).level is Level.OK


@pytest.mark.django_db
def test_seal_by_an_absent_key_is_a_failure() -> None:
    assert doctor._seal_keys().level is Level.OK
    SealedFile.objects.create(
        purpose="photo", personal=True, content_type="image/webp", size=1, key_id="k-lost"
    )
    finding = doctor._seal_keys()
    assert finding.level is Level.FAIL
    assert "k-lost" in finding.result


@pytest.mark.django_db
def test_jobs_that_wait_too_long_and_jobs_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    assert doctor._worker().level is Level.WARN
    assert doctor._failed_jobs().level is Level.OK
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers DEFAULT VALUES;"
            "INSERT INTO procrastinate_jobs (task_name, queue_name, args, status)"
            " VALUES ('leaf:write', 'default', '{}', 'todo'),"
            " ('leaf:fold', 'default', '{}', 'failed')"
        )
    assert doctor._worker().level is Level.OK
    failed = doctor._failed_jobs()
    assert failed.level is Level.WARN
    assert "leaf:fold" in failed.result
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert doctor._worker().level is Level.FAIL


def test_a_logo_that_cannot_be_drawn_is_a_warning(tmp_path: Path) -> None:
    library = settings.LIBRARY
    assert doctor._logo(library).level is Level.OK
    broken = tmp_path / "logo.svg"
    broken.write_text("<svg")
    found = doctor._logo(replace(library, look=replace(library.look, logo=str(broken))))
    assert found.level is Level.WARN
    assert "the SVG file cannot be drawn" in found.result
    assert "look.logo" in found.remedy
