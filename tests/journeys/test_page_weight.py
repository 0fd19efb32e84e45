"""A first visit to a step of a form or a link of a mail: so many bytes over the wire, as Chromium
counts them. All other pages: test_public_pages.py. What is counted, and how: bench/page_weight.py,
docs/adr/0030-weight-of-pages.md.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from bench import page_weight
from rontal.config.env import ROOT
from tests.support.journeys.page_weight import NO_FIRST_VISIT
from tests.support.web.public_samples import NOT_SAMPLED, samples

pytestmark = pytest.mark.machine


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """The built static files, packed as they are where the library is installed."""
    folder = shutil.copytree(ROOT / "build/assets", tmp_path / "static")
    pack = Compressor(quiet=True)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if pack.should_compress(path.name):
            pack.compress(str(path))
    return folder


@pytest.fixture
def library(packed: Path) -> Iterator[str]:
    """The address of a server of the test's database, with its static files from WhiteNoise."""
    thread = LiveServerThread(
        "127.0.0.1",
        static_handler=lambda application: WhiteNoise(application, root=packed, prefix="static/"),
    )
    thread.daemon = True
    with override_settings(DEMO=True, ALLOWED_HOSTS=["*"]):
        thread.start()
        thread.is_ready.wait()
        assert thread.error is None, thread.error
        yield f"http://127.0.0.1:{thread.port}"
        thread.terminate()


def test_steps_of_forms_and_links_of_mails_are_light(
    browser: Browser, library: str, tmp_path: Path
) -> None:
    found = {name: one for name, one in samples(tmp_path, "id").items() if name in NO_FIRST_VISIT}
    assert found.keys() == NO_FIRST_VISIT - NOT_SAMPLED.keys()
    faults = []
    for client, path in found.values():
        cookies = {name: cookie.value for name, cookie in client.cookies.items()}
        weighed = page_weight.weigh(browser, library, path, cookies)
        faults += weighed.faults()
    assert not faults, "\n".join(faults)
