"""A package that is built twice with one key, and a phone that its code runs on."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rontal.android.package import building, tools
from rontal.config.env import ROOT
from tests.support.android import factories
from tests.support.android.packages import Twice, Walk, need, run

PHONE = ROOT / "tests/support/android/phone"
INTERFACES = ROOT / "tests/support/android/interfaces"
SYSTEM_PYTHON = Path("/usr/bin/python3")


@pytest.fixture(scope="session")
def needed() -> None:
    """Skips, loudly, where packages cannot be built."""
    missing = tools.missing_packages()
    if missing:
        pytest.skip(f"LOUD: {', '.join(missing)} is absent, so no Android package was built")


@pytest.fixture(scope="session")
def built(needed: None, tmp_path_factory: pytest.TempPathFactory) -> Twice:
    folder = tmp_path_factory.mktemp("app")
    first, second = folder / "first", folder / "a folder with another name"
    building.build(factories.plan(), first, factories.PASSPHRASE, print)
    second.mkdir()
    shutil.copy(first / building.KEY, second)
    building.build(factories.plan(), second, factories.PASSPHRASE, print)
    return Twice(first, second)


def resources(apk: Path, language: str) -> dict[str, str]:
    """The texts, colours and sizes of a package by number, as a phone in this language has them."""
    texts: dict[str, str] = {}
    number = ""
    for line in run("aapt2", "dump", "resources", apk).splitlines():
        if head := re.match(r"\s+resource (0x[0-9a-f]{8}) ", line):
            number = head.group(1)
        elif value := re.match(rf"\s+\((?:{language})?\) \"?(.*?)\"?$", line):
            texts[number] = value.group(1)
    return texts


def compile_interfaces(folder: Path) -> list[Path]:
    """Java sources that Android's own compiler makes of the interfaces."""
    for path in INTERFACES.rglob("I*.aidl"):
        run("aidl", "--lang=java", "-I", INTERFACES, "-o", folder, path)
    return sorted(folder.rglob("*.java"))


@pytest.fixture(scope="session")
def phone(built: Twice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """Runs one walk (class, method, arguments) of the package's code on stub classes."""
    need("java", "javac", "enjarify")
    folder = tmp_path_factory.mktemp("phone")
    code, classes = folder / "code.jar", folder / "classes"
    with zipfile.ZipFile(built.apk) as archive:
        archive.extract("classes.dex", folder)
    python = SYSTEM_PYTHON if SYSTEM_PYTHON.exists() else Path(sys.executable)
    conversion = subprocess.run(
        ["enjarify", "-o", code, folder / "classes.dex"],
        env=os.environ | {"PYTHON": str(python)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ", 0 classes had errors" in conversion.stdout
    sources = sorted(PHONE.rglob("*.java"))
    if shutil.which("aidl"):
        sources += [*compile_interfaces(folder / "java"), *INTERFACES.rglob("*.java")]
    run("javac", "-d", classes, "-cp", code, *sources)
    for language in ("id", "en", "fr"):
        rows = resources(built.apk, {"id": "in"}.get(language, language)).items()
        lines = [f"{number}={value}\n" for number, value in rows]
        (folder / language).write_text("".join(lines), "utf-8")

    call: list[str | Path] = ["java", "-Xverify:all"]
    call += ["-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8"]
    call += ["-cp", f"{classes}:{code}", "phone.Main", classes, code]
    with subprocess.Popen(
        [str(part) for part in call],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        stderr=subprocess.DEVNULL,
    ) as machine:
        assert machine.stdin
        assert machine.stdout

        def walk(kind: str, method: str, *arguments: str, language: str = "id") -> list[str]:
            words = [str(folder / language), kind, method, *arguments]
            machine.stdin.write("\t".join(words) + "\n")
            machine.stdin.flush()
            transcript = []
            for line in machine.stdout:
                if line.startswith("=== "):
                    assert line == "=== done\n", "".join(transcript)
                    return [one.rstrip("\n") for one in transcript]
                transcript.append(line)
            raise AssertionError("Java ended")

        yield walk
