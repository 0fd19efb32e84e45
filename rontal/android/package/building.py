"""Builds the package of a library into one folder."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rontal.android.package import archives, bubblewrap, bundle, launcher, linking, signing, tools
from rontal.android.package.errors import BuildError
from rontal.android.package.plan import Plan
from rontal.android.package.resources import MANIFEST, TEMPLATES
from rontal.android.package.signing import Key
from rontal.android.package.tools import Tools

KEY: Final = "signing-key.p12"
APK: Final = "library.apk"
BUNDLE: Final = "library.aab"
FINGERPRINT: Final = "fingerprint.txt"
PROJECT: Final = "bubblewrap/twa-manifest.json"
NOTES: Final = ("BACA-SAYA.txt", "READ-ME.txt")
MAX_APK_BYTES: Final = 60_000
"""Bytes of the APK."""


@dataclass(frozen=True)
class Built:
    """The files and figures of a finished build."""

    apk: Path
    bundle: Path
    fingerprint: str
    version: str


def has_key(folder: Path) -> bool:
    """Returns whether a build into this folder uses the key that is there."""
    return (folder / KEY).exists()


def build(plan: Plan, folder: Path, passphrase: str, report: Callable[[str], None]) -> Built:
    """Writes APK, bundle, fingerprint, Bubblewrap project and notes into `folder`, with the
    existing key or a new one; reports each step by `report`.

    Each file appears whole or stays as it was. Raises BuildError, OSError.
    """
    programs = tools.find()
    folder.mkdir(parents=True, exist_ok=True)
    key = _key(plan, folder, passphrase, report)
    with tempfile.TemporaryDirectory(prefix=".build-", dir=folder) as name:
        work = Path(name)
        report("Compiling icons, sentences and code …")
        compiled = linking.compile_resources(plan, programs, work)
        dex = launcher.assemble(programs, work)
        report("Signing the package and the bundle for the store …")
        write(plan, programs, key, compiled, dex, work / APK)
        bundle.write(plan, programs, key, compiled, dex, work / BUNDLE)
        _check_size(work / APK)
        (work / FINGERPRINT).write_text(f"{key.fingerprint}\n", "utf-8")
        (work / PROJECT).parent.mkdir()
        (work / PROJECT).write_text(bubblewrap.manifest(plan, key, f"../{KEY}"), "utf-8")
        for note in NOTES:
            (work / note).write_text((TEMPLATES / "notes" / note).read_text("utf-8"), "utf-8")
        _publish(work, folder)
    return Built(folder / APK, folder / BUNDLE, key.fingerprint, plan.version.name)


def _key(plan: Plan, folder: Path, passphrase: str, report: Callable[[str], None]) -> Key:
    path = folder / KEY
    if path.exists():
        return signing.open_key(path, passphrase)
    report("Making the signing key …")
    return signing.make(path, passphrase, plan.name)


def _check_size(path: Path) -> None:
    size = path.stat().st_size
    if size > MAX_APK_BYTES:
        raise BuildError(
            f"the package has {size:,} bytes, more than {MAX_APK_BYTES:,}; simplify the logo"
        )


def _publish(work: Path, folder: Path) -> None:
    """Moves the finished files to their places."""
    for name in (APK, BUNDLE, FINGERPRINT, PROJECT, *NOTES):
        (folder / name).parent.mkdir(exist_ok=True)
        (work / name).replace(folder / name)


SCHEMES: Final = {"1": "true", "2": "true", "3": "true", "4": "false"}


def write(plan: Plan, programs: Tools, key: Key, compiled: Path, dex: bytes, target: Path) -> None:
    """Writes the signed APK to `target`; works beside `compiled`."""
    files = linking.link(plan, programs, compiled) | {"classes.dex": dex}
    plain, aligned = compiled.parent / "plain.apk", compiled.parent / "aligned.apk"
    archives.write(plain, files, first=[MANIFEST, "classes.dex"])
    tools.run([programs.zipalign, "-p", "4", plain, aligned])
    signing.sign(programs, key, aligned, target, SCHEMES)
