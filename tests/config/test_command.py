"""Tests of the `rontal` command as it is used at a console."""

import argparse
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import execute_from_command_line, load_command_class

from rontal.config import command, env

pytestmark = pytest.mark.machine
Rontal = Callable[..., "subprocess.CompletedProcess[str]"]


def add_staff(environ: dict[str, str], password: str) -> "subprocess.CompletedProcess[str]":
    words = ["staff", "add", "--email", "ayu@x.id", "--name", "Ayu", "--role", "clerk"]
    return subprocess.run(
        [sys.executable, "-m", "rontal.config.command", *words, "--role", "head"],
        env=environ,
        input=f"{password}\n",
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


@pytest.mark.usefixtures("after_init")
def test_staff_are_added_once_and_only_with_a_good_password(environ: dict[str, str]) -> None:
    weak = add_staff(environ, "12345678")
    assert weak.returncode == 1
    assert "too weak" in weak.stderr
    good = add_staff(environ, "daun lontar kering")
    assert good.returncode == 0, good.stderr
    assert good.stdout.strip() == "Ayu can sign in as ayu@x.id: clerk, head"
    again = add_staff(environ, "daun lontar kering")
    assert again.returncode == 1
    assert "signs in by that name already" in again.stderr


@pytest.mark.usefixtures("after_init")
def test_staff_come_and_go(rontal: Rontal, environ: dict[str, str]) -> None:
    assert add_staff(environ, "daun lontar kering").returncode == 0
    assert rontal("staff", "list").stdout == "ayu@x.id: Ayu <ayu@x.id>, clerk, head\n"
    done = rontal("staff", "change", "--login", "AYU@x.id", "--role", "librarian")
    assert done.stdout == "Ayu is now: librarian; nobody is clerk or administrator any more\n"
    assert "Ayu can no longer sign in" in rontal("staff", "close", "--login", "ayu@x.id").stdout
    assert rontal("staff", "list").stdout == "ayu@x.id: Ayu <ayu@x.id>, librarian, closed\n"
    again = rontal("staff", "reopen", "--login", "ayu@x.id")
    assert again.stdout == "Ayu can sign in again as ayu@x.id: librarian\n"
    unknown = rontal("staff", "close", "--login", "siapa")
    assert unknown.returncode == 1
    assert "nobody on the staff signs in as siapa" in unknown.stderr


@pytest.mark.usefixtures("after_init")
def test_import_tells_each_file_and_ends_with_1_for_a_refused_one(
    rontal: Rontal, home: Path
) -> None:
    (home / "broken.epub").write_bytes(b"not a zip")
    done = rontal("import", str(home / "broken.epub"))
    assert done.returncode == 1
    assert "broken.epub: epub not one" in done.stdout
    (home / "empty").mkdir()
    none = rontal("import", str(home / "empty"))
    assert "No books and no records there" in none.stdout


def test_demo_is_refused_outside_of_the_demo(rontal: Rontal, home: Path) -> None:
    done = rontal("demo")
    assert done.returncode == 1
    assert "only where RONTAL_MODE is demo" in done.stderr
    assert not (home / "postgres").exists()


def test_fresh_production_gets_keys_that_fit(rontal: Rontal) -> None:
    known = {
        "RONTAL_MODE": "production",
        "RONTAL_LIBRARY": str(env.ROOT / "rontal/demo/profile.toml"),
        "RONTAL_URL": "https://perpustakaan.example.go.id",
    }
    told = rontal("init", **known)
    assert told.returncode == 0, told.stderr
    keys = dict(
        line.split("=", 1) for line in told.stdout.splitlines() if line.startswith("RONTAL_")
    )
    done = rontal("doctor", **known, **keys)
    assert "ok    Settings: fit for production" in done.stdout


def test_bad_words_in_the_environment_are_one_line(rontal: Rontal) -> None:
    done = rontal("init", RONTAL_PORT="eighty")
    assert done.returncode == 1
    assert done.stderr == "rontal: RONTAL_PORT is 'eighty'; it is a whole number from 1 on\n"


def test_folder_that_cannot_be_used_is_one_line(rontal: Rontal, home: Path) -> None:
    (home / "file").write_text("")
    done = rontal("init", RONTAL_HOME=str(home / "file"))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--help"])
    shown = capsys.readouterr().out
    for name in (*command.PLAIN_COMMANDS, *command.management_commands()):
        assert re.search(rf"^ +{name}\b", shown, flags=re.MULTILINE), name


def test_every_management_command_is_in_the_help_of_manage_py(
    capsys: pytest.CaptureFixture[str],
) -> None:
    execute_from_command_line(["manage.py", "help"])
    shown = capsys.readouterr().out.split()
    names = command.management_commands()
    assert len(names) > 10
    assert {name.replace("-", "_") for name in names} <= set(shown)


def arguments(parser: argparse.ArgumentParser) -> list[object]:
    """Returns what a parser takes, with the parsers of its actions."""
    taken: list[object] = []
    for one in parser._actions:
        taken.append((one.option_strings, one.dest, one.nargs, one.required, one.default))
        if isinstance(one, argparse._SubParsersAction):
            taken += [(name, arguments(part)) for name, part in one.choices.items()]
        elif one.choices:
            taken.append(list(one.choices))
    return taken


def test_manage_py_takes_the_same_arguments() -> None:
    for name, app in command.management_commands().items():
        ours = command.load(name, app).create_parser("rontal", name)
        theirs = load_command_class(app, name.replace("-", "_")).create_parser("manage.py", name)
        assert arguments(ours) == arguments(theirs), name


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("restore", 2, "usage: rontal restore [-h]"),
        ("export x --format pdf", 2, "rontal export: error: argument --format: invalid choice"),
        ("staff add --role king", 2, "rontal staff add: error: argument --role: invalid choice"),
        ("backup x --plain --passphrase-file y", 2, "--passphrase-file: not allowed with"),
        ("restore x --key-file y --passphrase-file z", 2, "not allowed with argument --key-file"),
        ("serve --fast", 2, "rontal serve: error: unrecognized arguments: --fast"),
        ("nothing", 2, "rontal: error: argument COMMAND: invalid choice: 'nothing'"),
        ("", 2, "rontal: error: the following arguments are required: COMMAND"),
        ("import-members --help", 0, "usage: rontal import-members [-h]"),
        ("app build --help", 0, "usage: rontal app build [-h] --out OUT"),
    ],
)
def test_arguments_are_read_before_a_database_is_made(
    rontal: Rontal, home: Path, words: str, code: int, told: str
) -> None:
    done = rontal(*words.split())
    assert done.returncode == code
    assert told in done.stdout + done.stderr
    assert not (home / "postgres").exists()


@pytest.mark.usefixtures("after_init")
def test_a_refusal_is_one_line_and_a_traceback_where_it_is_asked_for(rontal: Rontal) -> None:
    done = rontal("import")
    assert done.returncode == 1
    assert done.stderr == "rontal: name a file or folder, or --undo RUN, or --resume RUN\n"
    assert "Traceback (most recent call last)" in rontal("import", "--traceback").stderr


def test_every_command_takes_traceback_and_hides_what_changes_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command.main(["version", "--traceback"]) is not None
    for name in (*command.PLAIN_COMMANDS, *command.management_commands()):
        if name in command.CHECKS_BEFORE_SETTINGS:
            continue  # refused here before the arguments are read
        with pytest.raises(SystemExit):
            command.main([name, "--help"])
        shown = capsys.readouterr().out
        assert "--traceback" in shown, name
        assert "--skip-checks" not in shown, name


def test_version_names_what_it_runs_on(rontal: Rontal) -> None:
    assert re.fullmatch(
        r"Rontal [\d.]+ \(Django 5\.[\d.]+, Python 3\.[\d.]+\)\n", rontal("version").stdout
    )


@pytest.mark.usefixtures("after_init")
@pytest.mark.parametrize("words", ["migrate --check", "count_registrations"])
def test_manage_py_works_on_the_embedded_database(environ: dict[str, str], words: str) -> None:
    done = subprocess.run(
        [sys.executable, str(env.ROOT / "manage.py"), *words.split()],
        env=environ,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
