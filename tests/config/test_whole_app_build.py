"""Tests of a complete `rontal app build`, as an operator calls it: package, key, Bubblewrap project
and store kit, with screenshots of the demo library that the command itself starts.
"""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from rontal.android.package import building, tools
from rontal.android.store.limits import DEVICES
from rontal.android.store.listing import LOCALES
from rontal.config import chromium
from rontal.config.env import ROOT
from tests.support.config.app_build import HOST, PASSPHRASE

pytestmark = pytest.mark.machine
SCREENS = 6
"""Number of pages of the app on the screenshots of each device."""
ONE_COLOUR = 0.98
"""Share of the most frequent colour above which the page had not loaded yet."""


def evenness(content: bytes) -> float:
    """Returns the share of the picture that has its most frequent colour."""
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    colours = picture.getcolors(picture.width * picture.height)
    assert colours
    return max(count for count, _colour in colours) / (picture.width * picture.height)


def test_one_command_makes_all_that_a_library_brings_to_the_store(tmp_path: Path) -> None:
    if missing := tools.missing_packages():
        pytest.skip(f"LOUD: {', '.join(missing)} is absent, so no Android package was built")
    if chromium.find_chromium() is None:
        pytest.skip("LOUD: chromium is absent, so the store kit had no screenshots")
    passphrase, out = tmp_path / "passphrase", tmp_path / "app"
    passphrase.write_text(PASSPHRASE)
    passphrase.chmod(0o600)
    profile = str(ROOT / "rontal/demo/profile.toml")
    with tempfile.TemporaryDirectory() as home:
        given = {name: one for name, one in os.environ.items() if not name.startswith("RONTAL_")}
        done = subprocess.run(
            [sys.executable, "-m", "rontal.config.command", "app", "build", "--out", str(out),
             "--host", HOST, "--passphrase-file", str(passphrase)],
            env=given | {"RONTAL_HOME": home, "RONTAL_LIBRARY": profile, "PYTHONPATH": str(ROOT)},
            cwd=tmp_path, capture_output=True, text=True, timeout=1_500, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert list(Path(home).iterdir()) == [], "the library's own folder was not touched"
    assert "no screenshots" not in done.stdout
    whole = (building.APK, building.BUNDLE, building.KEY, building.FINGERPRINT, building.PROJECT)
    assert [name for name in (*whole, *building.NOTES) if not (out / name).stat().st_size] == []
    images = [out / "store" / locale / "images" for locale in LOCALES.values()]
    for folder in images:
        for device in DEVICES:
            paths = sorted((folder / device.folder).iterdir())
            contents = [path.read_bytes() for path in paths]
            assert [path.name for path in paths] == [f"{n}.png" for n in range(1, SCREENS + 1)]
            assert {Image.open(io.BytesIO(one)).size for one in contents} == {device.pixels}
            assert len(set(contents)) == SCREENS, f"{folder}: each shows another page"
            assert [one.name for one, bytes_ in zip(paths, contents, strict=True)
                    if evenness(bytes_) > ONE_COLOUR] == []  # fmt: skip
    first, second = ((folder / DEVICES[0].folder / "1.png").read_bytes() for folder in images)
    assert first != second, "each language has screenshots of its own"
