"""The set-up steps of Python: the environment in .venv and its packages."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from setup.errors import ROOT, SetupError, check_space
from setup.steps import STAMPS, Run, Step, digest

Call = list[str | Path]

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
INSTALLING = ROOT / "build" / "stamps" / "installing"


def steps(*, dev: bool) -> list[Step]:
    """Returns the steps of the environment and of its packages."""
    return [
        Step("python", "Python environment", _venv_inputs, [PYTHON], _make_venv),
        _packages("dev" if dev else "base"),
    ]


def stamps() -> list[Path]:
    """Returns the files that change whenever packages are installed."""
    return [STAMPS / "packages-base", STAMPS / "packages-dev"]


def folder() -> Path:
    """Returns the folder of the installed packages."""
    return next((VENV / "lib").glob("python3*/site-packages"))


def usable() -> bool:
    """True if the environment in .venv is complete: created, not interrupted, Python new enough."""
    if INSTALLING.exists() or not PYTHON.exists():
        return False
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    done = subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False)
    return done.returncode == 0


def check_venv_module() -> None:
    """Raises SetupError if this Python was installed without venv."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    raise SetupError(
        f"Python {version} is here without venv. "
        f"On Debian or Ubuntu: apt install python3-venv (or python{version}-venv)"
    )


def _venv_inputs() -> str:
    # A relocated or incomplete environment gives another value, so that the step runs again.
    return f"{VENV} {usable()}"


def _make_venv(run: Run) -> None:
    if usable():
        return
    check_venv_module()
    check_space()
    if VENV.exists():
        shutil.rmtree(VENV)
    for stamp in stamps():
        stamp.unlink(missing_ok=True)
    INSTALLING.parent.mkdir(parents=True, exist_ok=True)
    INSTALLING.write_text("venv")
    run(sys.executable, "-m", "venv", VENV)
    INSTALLING.unlink()


def _identity() -> str:
    """Returns a value that changes when the environment is created again."""
    note = VENV / "pyvenv.cfg"
    return str(note.stat().st_mtime_ns) if note.exists() else ""


def _packages(kind: str) -> Step:
    listed = REQUIREMENTS / f"{kind}.txt"
    files = [REQUIREMENTS / "setup.txt", listed, ROOT / "pyproject.toml"]

    def inputs() -> str:
        return digest(*files, also=_identity())

    def work(run: Run) -> None:
        check_space()
        INSTALLING.write_text(kind)  # remains only if the installation is interrupted
        try:
            _install(run, listed)
            if kind == "base" and not (STAMPS / "packages-dev").exists():
                _remove_installers(run)
        finally:
            if not isinstance(sys.exc_info()[1], KeyboardInterrupt):
                INSTALLING.unlink()

    title = "Python packages" if kind == "base" else "Python packages and tools"
    programs = ["rontal"] if kind == "base" else ["rontal", "uv"]
    results = [VENV / "bin" / program for program in programs]
    return Step(f"packages-{kind}", title, inputs, results, work)


def _install(run: Run, listed: Path) -> None:
    pip: Call = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--require-hashes", "-r", REQUIREMENTS / "setup.txt")
    _install_listed(run, listed)
    run(*pip, "--no-deps", "--no-build-isolation", "-e", ".")


def _install_listed(run: Run, listed: Path) -> None:
    """Installs with uv for its speed; with pip if uv cannot reach the configured index."""
    try:
        uv: Call = [VENV / "bin" / "uv", "pip", "install", "--quiet", "--python", PYTHON]
        run(*uv, "--require-hashes", "-r", listed)
    except SetupError:
        run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", listed)


def _remove_installers(run: Run) -> None:
    """Uninstalls uv and setuptools, which `_install` fetches again when packages change."""
    pip = (PYTHON, "-m", "pip", "uninstall", "--quiet", "--yes")
    run(*pip, "-r", REQUIREMENTS / "setup.txt")
