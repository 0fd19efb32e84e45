"""Tests of set-up steps: run once, run again after an input changed, never half-done."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from rontal.config.env import ROOT
from setup import errors, machine, python_packages, steps
from setup.errors import SetupError, explain
from setup.steps import Step, perform


class Work:
    """A step whose input is a text, whose work writes a file, and which can be interrupted."""

    def __init__(self, folder: Path) -> None:
        self.given = "one"
        self.result = folder / "result"
        self.done = 0
        self.cut_off: BaseException | None = None

    def step(self) -> Step:
        return Step("leaf", "Leaves", lambda: self.given, [self.result], self._work)

    def _work(self, run: steps.Run) -> None:
        self.result.write_text("half")
        if self.cut_off:
            raise self.cut_off
        self.result.write_text("whole")
        self.done += 1


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "stamps")
    monkeypatch.setattr(steps, "LOGS", tmp_path / "log")
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    return Work(tmp_path)


def test_second_run_does_nothing(work: Work) -> None:
    perform([work.step()])
    perform([work.step()])
    assert work.done == 1


def test_changed_input_and_missing_result_are_done_again(work: Work) -> None:
    perform([work.step()])
    work.given = "two"
    perform([work.step()])
    work.result.unlink()
    perform([work.step()])
    assert work.done == 3


@pytest.mark.parametrize("cut", [KeyboardInterrupt(), SetupError("no room"), OSError(28, "full")])
def test_interrupted_step_is_done_again(work: Work, cut: BaseException) -> None:
    perform([work.step()])
    work.given, work.cut_off = "two", cut
    with pytest.raises(type(cut)):
        perform([work.step()])
    assert not work.step().is_done()
    work.given, work.cut_off = "one", None  # even with the inputs of the earlier stamp
    perform([work.step()])
    assert work.done == 2
    assert work.result.read_text() == "whole"


def test_step_without_its_result_is_an_error(work: Work) -> None:
    step = Step("empty", "Nothing", lambda: "", [work.result], lambda run: None)
    with pytest.raises(SetupError, match="was not made"):
        perform([step])


def test_failed_command_is_one_line_with_the_place_of_its_output(work: Work) -> None:
    code = "import sys; print('tried'); sys.exit('OSError: No space left on device')"
    step = Step("disk", "Packages", lambda: "", [], lambda run: run(sys.executable, "-c", code))
    with pytest.raises(SetupError) as caught:
        perform([step])
    assert str(caught.value) == (
        "Packages: the disk is full; free about 3 GB (all of its output: log/disk.log)"
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("npm ERR! ENOSPC", "disk is full"),
        ("Temporary failure in name resolution", "no connection"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM", "differs from the one"),
        ("\nsomething odd\n\n", "something odd"),
        ("", "without a word"),
    ],
)
def test_known_troubles_are_named(said: str, told: str) -> None:
    assert told in explain(said)


def test_hash_follows_names_contents_and_missing_files(work: Work, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    seen = {steps.digest(folder)}
    (folder / "a").write_text("1")
    seen.add(steps.digest(folder))
    (folder / "a").write_text("2")
    seen.add(steps.digest(folder))
    (folder / "a").rename(folder / "b")
    seen.add(steps.digest(folder))
    assert len(seen) == 4
    assert steps.digest(folder) in seen


def test_little_disk_space_is_reported_before_anything_is_created(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(errors, "NEEDED_BYTES", 10**18)
    with pytest.raises(SetupError, match="GB left; Rontal's parts need"):
        errors.check_space()


def test_python_without_venv_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python_packages.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SetupError, match="apt install python3-venv"):
        python_packages.check_venv_module()


def test_environment_cut_off_in_the_middle_is_not_usable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(python_packages, "INSTALLING", tmp_path / "installing")
    monkeypatch.setattr(python_packages, "PYTHON", Path(sys.executable))
    assert python_packages.usable()
    (tmp_path / "installing").write_text("base")
    assert not python_packages.usable()
    (tmp_path / "installing").unlink()
    monkeypatch.setattr(python_packages, "PYTHON", tmp_path / "no-python")
    assert not python_packages.usable()


def test_optional_program_alone_does_not_start_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    optional = machine.Part(("no-such-program",), "quicker", "", needed=False)
    needed = machine.Part(("no-such-either",), "tool", "reading (tool)")
    installed: list[tuple[str, ...]] = []
    monkeypatch.setattr(machine, "_apt", lambda *names: installed.append(names) or True)
    monkeypatch.setattr(machine, "PARTS", (optional,))
    assert machine.ensure() == []
    assert installed == []
    monkeypatch.setattr(machine, "PARTS", (optional, needed))
    assert machine.ensure() == ["LEFT OUT: reading (tool)"]
    assert installed == [("quicker", "tool")]


@pytest.mark.machine
def test_run_names_the_holder_of_the_port_before_it_sets_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        done = subprocess.run(
            [ROOT / "run"],
            env=os.environ | {"RONTAL_PORT": port},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert f"port {port} is taken by process {os.getpid()}" in done.stderr
    assert done.stdout == ""


@pytest.mark.machine
def test_old_python_is_one_line(tmp_path: Path) -> None:
    for name in ("python3", "python", "python3.11", "python3.12", "python3.13", "python3.14"):
        fake = tmp_path / name
        fake.write_text('#!/bin/sh\ncase "$2" in *print*) echo 3.9;; *) exit 1;; esac\n')
        fake.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", ROOT / "run"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(
        "Rontal needs Python 3.11 or newer with venv (found: python3.13 is 3.9;"
    )
    assert len(done.stderr.strip().splitlines()) == 1


def _chosen(folder: Path, pythons: dict[str, bool], **environ: str) -> str:
    """Returns the Python that is chosen from these names, each with or without venv."""
    for name, has_venv in pythons.items():
        fake = folder / name
        venv = "0" if has_venv else "1"
        fake.write_text(
            f'#!/bin/sh\ncase "$2" in *ensurepip*) exit {venv};; *print*) echo 3.12;; esac\n'
        )
        fake.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", "-c", '. setup/find-python.sh; echo "$PYTHON"'],
        cwd=ROOT,
        env={"PATH": str(folder), **environ},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_newest_python_is_taken(tmp_path: Path) -> None:
    assert _chosen(tmp_path, {"python3.11": True, "python3.13": True}) == "python3.13"


def test_python_without_venv_is_taken_where_no_other_has_it(tmp_path: Path) -> None:
    assert _chosen(tmp_path, {"python3.13": False, "python3.11": False}) == "python3.13"
    assert _chosen(tmp_path, {"python3.13": False, "python3.11": True}) == "python3.11"


def test_python_that_was_named_is_taken(tmp_path: Path) -> None:
    pythons = {"python3.11": False, "python3.13": True}
    assert _chosen(tmp_path, pythons, RONTAL_PYTHON="python3.11") == "python3.11"
