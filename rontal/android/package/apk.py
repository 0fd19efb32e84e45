"""The APK: linked resources and code, aligned and signed by the schemes 1, 2 and 3."""

from pathlib import Path
from typing import Final

from rontal.android.package import archives, linking, signing, tools
from rontal.android.package.plan import Plan
from rontal.android.package.resources import MANIFEST
from rontal.android.package.signing import Key
from rontal.android.package.tools import Tools

SCHEMES: Final = {"1": "true", "2": "true", "3": "true", "4": "false"}


def write(plan: Plan, programs: Tools, key: Key, compiled: Path, dex: bytes, target: Path) -> None:
    """Writes the signed APK to `target`; works beside `compiled`."""
    files = linking.link(plan, programs, compiled) | {"classes.dex": dex}
    plain, aligned = compiled.parent / "plain.apk", compiled.parent / "aligned.apk"
    archives.write(plain, files, first=[MANIFEST, "classes.dex"])
    tools.run([programs.zipalign, "-p", "4", plain, aligned])
    signing.sign(programs, key, aligned, target, SCHEMES)
