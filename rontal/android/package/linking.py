"""Compiles and links manifest and resources with aapt2, in the form of an APK or of a bundle."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rontal.android.package import archives, resources, tools
from rontal.android.package.launcher import MIN_SDK
from rontal.android.package.plan import Plan
from rontal.android.package.tools import Tools

TARGET_SDK: Final = 36


def compile_resources(plan: Plan, programs: Tools, folder: Path) -> Path:
    """Writes manifest and resources into `folder`; returns the archive of compiled resources."""
    resources.write(plan, folder)
    (folder / "ids.txt").write_text(resources.stable_ids(plan.package), "utf-8")
    compiled = folder / "compiled.zip"
    tools.run([programs.aapt2, "compile", "--dir", folder / "res", "-o", compiled])
    return compiled


def link(
    plan: Plan, programs: Tools, compiled: Path, *, options: Sequence[str] = ()
) -> dict[str, bytes]:
    """Returns the files that aapt2 links out of what `compile_resources` has written."""
    folder, linked = compiled.parent, compiled.parent / "linked.zip"
    call: list[str | Path] = [programs.aapt2, "link", *options, "-I", programs.framework]
    call += ["--manifest", folder / resources.MANIFEST, "--stable-ids", folder / "ids.txt"]
    call += ["--min-sdk-version", str(MIN_SDK), "--target-sdk-version", str(TARGET_SDK)]
    call += ["--version-code", str(plan.version.code), "--version-name", plan.version.name]
    tools.run([*call, "-o", linked, compiled])
    return archives.read(linked)
