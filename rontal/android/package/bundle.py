"""The bundle for the Play Store (AAB): the same content in the store's form, signed as a JAR.

`jarsigner` writes the time into its signature, so that no two bundles would be the same;
`apksigner` writes the same signature without one, and `jarsigner -verify` accepts it. The files of
the signature come first, for readers that read from the start.
"""

from pathlib import Path
from typing import Final

from rontal.android.package import archives, linking, signing
from rontal.android.package.plan import Plan
from rontal.android.package.resources import MANIFEST
from rontal.android.package.signing import Key
from rontal.android.package.tools import Tools

SCHEMES: Final = {"1": "true", "2": "false", "3": "false", "4": "false"}
CONFIG: Final = "BundleConfig.pb"
BUNDLETOOL: Final = "1.15.6"
"""The release of bundletool whose form of a bundle this is."""
ABI, SCREEN_DENSITY, LANGUAGE = 1, 2, 3
"""Dimensions (SplitDimension.Value) by which the store could split a package."""


def write(plan: Plan, programs: Tools, key: Key, compiled: Path, dex: bytes, target: Path) -> None:
    """Writes the signed bundle to `target`; works beside `compiled`."""
    linked = linking.link(plan, programs, compiled, options=["--proto-format", "--exclude-sources"])
    files = {f"base/{name}": content for name, content in linked.items()}
    files[f"base/manifest/{MANIFEST}"] = files.pop(f"base/{MANIFEST}")
    files["base/dex/classes.dex"] = dex
    files[CONFIG] = config()
    plain, signed = compiled.parent / "plain.aab", compiled.parent / "signed.aab"
    archives.write(plain, files)
    signing.sign(programs, key, plain, signed, SCHEMES)
    archives.write(target, archives.read(signed), first=[*signing.JAR_FILES, CONFIG])


def config() -> bytes:
    """Returns BundleConfig (bundletool's config.proto) that has the store split nothing: the whole
    package is smaller than what a split costs, and holds both languages."""
    bundletool = _bytes(2, BUNDLETOOL.encode())
    kinds = (ABI, SCREEN_DENSITY, LANGUAGE)
    splits = b"".join(_bytes(1, _number(1, kind) + _number(2, 1)) for kind in kinds)
    return _bytes(1, bundletool) + _bytes(2, _bytes(1, splits))


def _bytes(field: int, content: bytes) -> bytes:
    """Returns a field of a protocol buffer that holds up to 127 bytes."""
    return bytes([field << 3 | 2, len(content)]) + content


def _number(field: int, number: int) -> bytes:
    return bytes([field << 3, number])
