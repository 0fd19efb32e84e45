"""Tests that test processes do not share files on the disk."""

import os
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage


def test_each_test_process_has_its_own_home() -> None:
    home = Path(os.environ["RONTAL_HOME"]).resolve()
    assert home == settings.HOME
    assert home.name == os.environ.get("PYTEST_XDIST_WORKER", home.name)
    assert Path(default_storage.path("made-up")).is_relative_to(home)
