"""Tests that a change needs, for `./test changed`: `python -m tests.changed [COMMIT]`.

Prints two lines of paths: folders of quick tests, and files of core journeys. A change is what
differs from COMMIT, by default from where this branch left `main`, or on `main` itself from the
last commit. The apps above a changed one come from the same import graph as the contracts.
"""

import ast
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
ALWAYS = "tests/structure"
"""Folder of the rules that bind every file."""
SHARED = "tests/support/"
"""Folder of what tests share, with a folder for each app like `tests` itself."""
EVERYWHERE = ("tests", "setup", "requirements", "idcard", "records")
"""Folders whose files belong to no app: their change needs the tests of all apps."""


def changed_files(since: str) -> list[str]:
    """Returns the paths that differ from a commit, with those that are not committed."""
    tracked = _git("diff", "--name-only", since)
    return sorted({*tracked, *_git("ls-files", "--others", "--exclude-standard")})


def base() -> str:
    """Returns the commit from which the change began."""
    (head,) = _git("rev-parse", "HEAD")
    common = _git("merge-base", "HEAD", "main")
    return common[0] if common and common[0] != head else "HEAD~1"


def _git(*words: str) -> list[str]:
    call = ["git", *words]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.split() if done.returncode == 0 else []


def apps() -> set[str]:
    """Returns the names of all apps that have tests."""
    return {one.name for one in (ROOT / "rontal").iterdir() if (ROOT / "tests" / one.name).is_dir()}


def touched(files: Iterable[str]) -> set[str]:
    """Returns the apps to which files belong; all of them for a file that serves them all."""
    known, found = apps(), set[str]()
    for file in files:
        top, *rest = Path(file.replace(SHARED, "tests/", 1)).parts
        if top in ("rontal", "tests") and rest[0] in known:
            found.add(rest[0])
        elif top in EVERYWHERE and file.endswith((".py", ".txt")) and rest[0] != "journeys":
            return known
    return found


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("rontal", cache_dir=None)


def with_those_above(names: set[str]) -> set[str]:
    """Returns apps with all that import from them, directly or through others."""
    graph = _graph()
    above = {
        module.split(".")[1]
        for name in names
        for module in graph.find_downstream_modules(f"rontal.{name}", as_package=True)
        if module.count(".")
    }
    return names | (above & apps())


def core_journeys(names: set[str], files: Iterable[str]) -> list[str]:
    """Returns the files of core journeys that read or write an app by its name, or changed."""
    given = set(files)
    return [
        path
        for path, source in _core_files()
        if path in given or names & _imported_apps(source) or "web" in names
    ]


def _core_files() -> list[tuple[str, str]]:
    found = sorted((ROOT / "tests" / "journeys").glob("test_*.py"))
    read = [(str(one.relative_to(ROOT)), one.read_text(encoding="utf-8")) for one in found]
    return [(path, source) for path, source in read if "pytest.mark.core(" in source]


def _imported_apps(source: str) -> set[str]:
    modules = {
        node.module or ""
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
    }
    parts = [one.replace("tests.support.", "tests.").split(".") for one in modules]
    return {one[1] for one in parts if len(one) > 1 and one[0] in ("rontal", "tests")}


def main(words: list[str]) -> None:
    """Prints the folders and the files."""
    files = changed_files(words[0] if words else base())
    names = touched(files)
    folders = [f"tests/{name}" for name in sorted(with_those_above(names))] if names else []
    print(*([*folders, ALWAYS] if files else []))
    print(*core_journeys(names, files))


if __name__ == "__main__":
    main(sys.argv[1:])
