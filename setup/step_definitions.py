"""The set-up steps: Python environment, packages, front end, translations, static files."""

import tarfile
from pathlib import Path

from setup import front_end, python_packages, unused_parts
from setup.errors import ROOT
from setup.python_packages import PYTHON, REQUIREMENTS
from setup.steps import Run, Step, digest

Call = list[str | Path]

READERS = ROOT / "tests" / "support" / "interop" / "clients"
"""Third-party libraries of reading apps, with which the checks read our feeds."""
GRAMMAR = ROOT / "build" / "grammars" / "OAI-PMH.xsd"
"""The schema of OAI-PMH: of all packages only the source of pyoai has it, among its tests."""


def steps(*, dev: bool) -> list[Step]:
    """Returns the steps of a running library; `dev` adds the tools that check it."""
    all_steps = [
        *python_packages.steps(dev=dev),
        Step("unused", "Unused parts", unused_parts.inputs, [], unused_parts.work),
        *front_end.steps(dev=dev),
        Step("translations", "Translations", _translation_inputs, [], _compile_translations),
        Step("static", "Static files", _static_inputs, [ROOT / "build/static"], _collect),
    ]
    if dev and READERS.exists():
        modules = READERS / "node_modules" / ".package-lock.json"
        all_steps += [
            Step("readers", "Foreign readers", _reader_inputs, [modules], _install_readers),
            Step("grammars", "Foreign grammars", _grammar_inputs, [GRAMMAR], _fetch_grammar),
        ]
    return all_steps


def _reader_inputs() -> str:
    return digest(*(READERS / name for name in front_end.INPUTS))


def _install_readers(run: Run) -> None:
    words = ("ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(READERS))
    front_end.npm(run, *words)


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
        (grammar,) = [one for one in packed.getmembers() if one.name.endswith(f"/{GRAMMAR.name}")]
        content = packed.extractfile(grammar)
        assert content is not None
        GRAMMAR.write_bytes(content.read())
    source.unlink()


def _translation_inputs() -> str:
    catalogues = sorted((ROOT / "rontal").rglob("*.po"))
    whole = all(path.with_suffix(".mo").exists() for path in catalogues)
    return digest(*catalogues, also=str(whole))


def _compile_translations(run: Run) -> None:
    run(PYTHON, "-m", "rontal.config.translations", "--compile")


def _static_inputs() -> str:
    folders = sorted((ROOT / "rontal").glob("*/static"))
    return digest(front_end.ASSETS, *folders, *python_packages.stamps())


def _collect(run: Run) -> None:
    front_end.ASSETS.mkdir(parents=True, exist_ok=True)
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
