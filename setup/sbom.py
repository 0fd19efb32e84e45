"""Command ./test --sbom: writes the list of everything that an installation contains (SBOM).

One file in the format CycloneDX 1.6, JSON: the Python packages of requirements/base.txt as they are
installed, with the tool of the CycloneDX project, and the npm packages that scripts and styles are
bundled from, with npm's own command.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from setup import front_end, python_packages, step_definitions
from setup.errors import ROOT, SetupError
from setup.steps import exclusive_lock, perform

Json = dict[str, Any]
Call = list[str | Path]

VERSION = "1.6"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def main(words: list[str]) -> int:
    """Writes the list to the file that `words` names."""
    if len(words) != 1:
        raise SetupError("./test --sbom FILE")
    with exclusive_lock():
        perform(step_definitions.steps(dev=True))
    bom = combined(python_parts(), npm_parts())
    _validate(bom)
    Path(words[0]).write_text(json.dumps(bom, indent=1) + "\n", "utf-8")
    print(f"  {words[0]}: {len(bom['components'])} packages")
    return 0


def python_parts() -> Json:
    """Returns the SBOM of the installed packages that serve a library, without those of tests."""
    program = python_packages.VENV / "bin" / "cyclonedx-py"
    call: Call = [
        program,
        "environment",
        python_packages.PYTHON,
        "--pyproject",
        ROOT / "pyproject.toml",
    ]
    bom = dict(json.loads(_output([*call, "--spec-version", VERSION, "--output-reproducible"])))
    names = set(PIN.findall((python_packages.REQUIREMENTS / "base.txt").read_text("utf-8")))
    bom["components"] = [one for one in bom["components"] if _canonical(one["name"]) in names]
    return bom


def npm_parts() -> Json:
    """Returns the SBOM of the npm packages that bundles are made from."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(ROOT / "package-lock.json", folder)
        package = json.loads((ROOT / "package.json").read_text("utf-8"))
        package["version"] = project["version"]  # npm names the whole by it
        (folder / "package.json").write_text(json.dumps(package), "utf-8")
        options = ("--sbom-format", "cyclonedx", "--omit", "dev", "--package-lock-only")
        call, env = front_end.npm_call("sbom", *options)
        return dict(json.loads(_output(call, folder=folder, env=os.environ | env)))


def combined(python: Json, npm: Json) -> Json:
    """Returns one SBOM of both, in which the whole depends on the packages that no other needs."""
    components = [*python["components"], *npm["components"]]
    known = {one["bom-ref"] for one in components}
    depends = {
        one["ref"]: known.intersection(one.get("dependsOn", []))
        for one in [*python["dependencies"], *npm["dependencies"]]
        if one["ref"] in known
    }
    whole = python["metadata"]["component"]["bom-ref"]
    depends[whole] = known - {ref for needed in depends.values() for ref in needed}
    dependencies = [{"ref": ref, "dependsOn": sorted(to)} for ref, to in sorted(depends.items())]
    return {**python, "components": components, "dependencies": dependencies}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _output(
    call: Call, *, folder: Path = ROOT, env: Mapping[str, str] | None = None, given: str = ""
) -> str:
    """Returns what a program prints; raises SetupError with its complaint."""
    words = list(map(str, call))
    done = subprocess.run(
        words, cwd=folder, env=env, input=given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SetupError(f"{Path(words[0]).name}: {done.stderr.strip()[-500:]}")
    return done.stdout


def _validate(bom: Json) -> None:
    """Raises SetupError where the file does not agree with the schema of CycloneDX."""
    check = (
        "import sys; from cyclonedx.schema import SchemaVersion as Version;"
        "from cyclonedx.validation.json import JsonStrictValidator as Validator;"
        "sys.exit(Validator(Version.V1_6).validate_str(sys.stdin.read()))"
    )
    _output([python_packages.PYTHON, "-c", check], given=json.dumps(bom))
