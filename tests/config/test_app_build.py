"""Tests of `rontal app build`: it needs no database, and prints one line for an error."""

import io
import stat
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from androguard.core.apk import APK
from django.conf import settings
from django.core.management import CommandError
from loguru import logger
from PIL import Image

from rontal.android.package import building, resources, tools
from rontal.config import app_build, command, passphrases
from rontal.config.passphrases import PassphraseError
from setup import machine
from tests.support.config.app_build import HOST, PASSPHRASE

logger.disable("androguard")
pytestmark = pytest.mark.django_db


@pytest.fixture
def needed() -> None:
    if missing := tools.missing_packages():
        pytest.skip(f"LOUD: {', '.join(missing)} is absent, so no Android package was built")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(f"{PASSPHRASE}\nnot this line\n")
    path.chmod(0o600)
    return path


def build(out: Path, file: Path, *more: str) -> int:
    call = ["app", "build", "--out", str(out), "--host", HOST, "--passphrase-file", str(file)]
    return command.main([*call, "--without-screenshots", *more])


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(folder)): one.read_bytes()
        for one in folder.rglob("*.*")
        if one.is_file()
    }


@pytest.mark.machine
def test_profile_becomes_a_package(needed: None, tmp_path: Path, file: Path, capsys: Any) -> None:
    out = tmp_path / "new" / "app"
    assert build(out, file) == 0
    said = capsys.readouterr()
    package = {name for name in contents(out) if not name.startswith("store/")}
    assert "store/en-GB/full_description.txt" in contents(out)
    assert package == {
        "BACA-SAYA.txt",
        "READ-ME.txt",
        "bubblewrap/twa-manifest.json",
        "fingerprint.txt",
        "library.aab",
        "library.apk",
        "signing-key.p12",
    }
    apk = APK(str(out / building.APK))
    assert apk.get_app_name() == settings.LIBRARY.name
    assert apk.get_package() == "id.go.tabanan.baca"
    assert (out / building.APK).stat().st_size <= building.MAX_APK_BYTES
    assert (out / building.FINGERPRINT).read_text().strip() in said.out
    assert PASSPHRASE not in said.out + said.err
    assert not said.err
    assert stat.S_IMODE((out / building.KEY).stat().st_mode) == 0o600
    for note in building.NOTES:
        written = (out / note).read_text("utf-8")
        assert written == (resources.TEMPLATES / "notes" / note).read_text("utf-8")
        assert note in said.out


@pytest.mark.machine
def test_second_build_uses_the_key_and_a_revision_is_newer(
    needed: None, tmp_path: Path, file: Path
) -> None:
    assert build(tmp_path / "app", file) == 0
    first = contents(tmp_path / "app")
    assert build(tmp_path / "app", file) == 0
    assert contents(tmp_path / "app") == first
    assert build(tmp_path / "app", file, "--revision", "2") == 0
    apk = APK(str(tmp_path / "app" / building.APK))
    with zipfile.ZipFile(io.BytesIO(first[building.APK])) as before:
        assert before.read("classes.dex") == apk.get_dex()
    assert apk.get_androidversion_name().endswith(".2")
    assert contents(tmp_path / "app")[building.KEY] == first[building.KEY]
    assert contents(tmp_path / "app")[building.FINGERPRINT] == first[building.FINGERPRINT]


@pytest.mark.machine
def test_what_stops_a_build_leaves_the_former_package(
    needed: None, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    out = tmp_path / "app"
    assert build(out, file) == 0
    before = contents(out)
    monkeypatch.setattr(building, "MAX_APK_BYTES", 1_000)
    assert build(out, file, "--revision", "1") == 1
    assert "more than 1,000" in capsys.readouterr().err
    file.write_text("another passphrase\n")
    assert build(out, file, "--revision", "1") == 1
    said = capsys.readouterr().err
    assert "does not open" in said
    assert said.count("\n") == 1
    assert contents(out) == before


@pytest.mark.machine
def test_heavy_logo_gets_fewer_colours(needed: None, tmp_path: Path) -> None:
    noise = Image.effect_noise((512, 512), 90).convert("RGB")

    def icon(side: int, purpose: str) -> bytes:
        target = io.BytesIO()
        noise.resize((side, side)).save(target, "PNG")
        return target.getvalue()

    from tests.support.android import factories

    made = building.build(factories.plan(icon=icon), tmp_path, PASSPHRASE, print)
    assert made.apk.stat().st_size <= building.MAX_APK_BYTES


@pytest.mark.parametrize(
    ("host", "url", "named"),
    [
        ("", "https://baca.tabanan.go.id", HOST),
        ("", "https://baca.tabanan.go.id:8443/", HOST),
        ("Baca.Tabanan.go.id", "http://127.0.0.1:8000", HOST),
    ],
)
def test_host_is_the_given_one_or_the_library_s(host: str, url: str, named: str) -> None:
    assert app_build.host_of(host, url) == named


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost", "", "https://a_b.id"])
def test_host_that_phones_do_not_reach_is_refused(url: str) -> None:
    with pytest.raises(CommandError, match="give --host"):
        app_build.host_of("", url)


def test_passphrase_is_asked_twice_for_a_new_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    typed = iter([PASSPHRASE, "a typo", PASSPHRASE])
    monkeypatch.setattr(passphrases.getpass, "getpass", lambda _: next(typed))
    with pytest.raises(PassphraseError, match="differ"):
        app_build.passphrase(None, new=True, say=print)
    assert app_build.passphrase(None, new=False, say=print) == PASSPHRASE


def test_passphrase_without_console_or_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("not a console"))
    with pytest.raises(PassphraseError, match="--passphrase-file"):
        app_build.passphrase(None, new=True, say=print)


def test_passphrase_file_that_is_no_text_is_refused(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(PassphraseError, match="no text"):
        app_build.passphrase(file, new=True, say=print)


def test_passphrase_file_that_others_read_is_said(file: Path, capsys: Any) -> None:
    assert app_build.passphrase(file, new=True, say=print) == PASSPHRASE
    assert not capsys.readouterr().out
    file.chmod(0o644)
    assert app_build.passphrase(file, new=True, say=print) == PASSPHRASE
    assert "chmod 600" in capsys.readouterr().out


def test_tools_are_asked_for_before_the_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(tools, "missing_packages", lambda: ["aapt"])
    assert build(tmp_path / "app", tmp_path / "absent") == 1
    assert "apt-get install --no-install-recommends aapt" in capsys.readouterr().err
    assert not (tmp_path / "app").exists()


def test_the_machine_of_the_checks_gets_every_tool() -> None:
    wanted = set(tools.PROGRAMS.values()) - {"default-jre-headless"}
    assert wanted <= set(machine.ANDROID.values())
    assert tools.FRAMEWORK == machine.ANDROID_RESOURCES
