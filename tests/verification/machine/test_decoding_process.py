"""Tests that photos are decoded by the machine's child only: it is bounded, and ends when idle.

A process of its own examines, so that nothing that the tests have imported counts. Pillow is loaded
with the application, its decoder of JPEG with the first photo that is opened.
"""

import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from rontal.verification import selectors
from rontal.verification.models import PhotoHash, PhotoReading
from tests.support.verification import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.machine]
EXAMINE = """
import sys
import django
django.setup()
from rontal.verification import services, tasks
from rontal.verification.machine.host import machine
services.examine(application_id=int(sys.argv[1]), actor=tasks.EXAMINER)
assert machine().pid, "no child examined"
machine().stop()
print(*sorted({"cv2", "numpy", "PIL.JpegImagePlugin"} & set(sys.modules)))
"""
JUDGED = {"card_found", "card_clear", "face_clear", "photo_elsewhere"}
"""Findings that need reading, quality, fingerprint and exact comparison of photos."""


def test_examining_process_loads_no_picture_library() -> None:
    factories.examined()
    application = factories.checking(index=1, card=factories.pictures.card_photo(0))
    PhotoReading.objects.all().delete()
    path = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, "-c", EXAMINE, str(application.pk)],
        env=os.environ | {"DATABASE_URL": _address(), "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
    report = selectors.latest_report(application.pk)
    assert report is not None
    assert {one.code for one in report.outcomes} >= JUDGED, done.stderr
    assert PhotoHash.objects.filter(application_id=application.pk).count() == 2


def _address() -> str:
    """Returns the URL of the test's own database."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
