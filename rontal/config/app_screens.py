"""Screenshots for the store, taken with Chromium from a separate demo library.

One series for each language and kind of device, signed in as the demo's member.
"""

import contextlib
import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from rontal.android.store.limits import DEVICES, Device, KitError
from rontal.android.store.listing import LOCALES
from rontal.config import chromium, database_user, env
from rontal.config.chromium import Browser, ChromiumError

MEMBER, PASSWORD = "sari@contoh.example", "lontar-tabanan"  # noqa: S105 - the demo's own, public
TIMEOUT_SECONDS: Final = 600.0
"""Seconds that loading and starting the demo may take, each."""

BORROWED: Final = ("benang-yang-panjang", "hujan-di-atap-ijuk", "air-yang-berbagi")
"""Titles of the demo that the member has on loan in the screenshots."""

TITLE: Final = "/koleksi/bulan-jatuh-di-sawah/"
BOOK: Final = re.compile(r'href="(/baca/\d+/)"')
PAGES_ON: Final = 3
"""Pages that are turned in the open book, so that it shows text."""

TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
HIDDEN_ELEMENTS: Final = ".demo-bar, aside.notice, [data-install-hint]"
"""Elements about the demo instead of the app, which are hidden in screenshots."""


@dataclass(frozen=True)
class Site:
    """Running demo library, with the cookies of its member."""

    url: str
    cookies: dict[str, str]
    pages: tuple[str, ...]


def screenshot_function(say: Callable[[str], None]) -> Callable[[Path], list[Path]] | None:
    """Returns the screenshot function for `android.store.kit`; None without Chromium."""
    path = chromium.find_chromium()
    if path is None:
        return None

    def take(folder: Path) -> list[Path]:
        say("Starting the demo library for the screenshots; this takes some minutes.")
        try:
            with _demo() as url, chromium.opened(path) as browser:
                return list(_take_screenshots(browser, _signed_in(url), folder))
        except (ChromiumError, OSError, subprocess.SubprocessError) as error:
            raise KitError(str(error)) from None

    return take


def _take_screenshots(browser: Browser, site: Site, folder: Path) -> Iterator[Path]:
    for name, value in site.cookies.items():
        browser.set_cookie(name, value, site.url)
    for language, locale in LOCALES.items():
        browser.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, site.url)
        for device in DEVICES:
            yield from _of_device(browser, site, device, folder / locale / "images")


def _of_device(browser: Browser, site: Site, device: Device, images: Path) -> Iterator[Path]:
    browser.show_as(device)
    (images / device.folder).mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(site.pages, start=1):
        browser.open(site.url + page)
        browser.remove(HIDDEN_ELEMENTS)
        for _turn in range(PAGES_ON if page.startswith("/baca/") else 0):
            browser.press("ArrowRight")
        path = images / device.folder / f"{number}.png"
        path.write_bytes(browser.screenshot())
        yield path


def _signed_in(url: str) -> Site:
    """Signs in as the demo's member, borrows a book, and finds the pages to show."""
    jar = http.cookiejar.CookieJar()
    web = Web(url, jar)
    web.post("/masuk/", "/masuk/", login=MEMBER, password=PASSWORD)
    cookies = {cookie.name: cookie.value or "" for cookie in jar}
    if settings.SESSION_COOKIE_NAME not in cookies:
        raise KitError("the demo's member could not sign in")
    for slug in BORROWED:
        web.post(f"/koleksi/{slug}/", f"/koleksi/{slug}/pinjam/", hari="7")
    book = BOOK.search(web.page("/rak/"))
    if book is None:
        raise KitError("the demo's member has nothing to read")
    return Site(url, cookies, ("/", "/koleksi/", TITLE, "/rak/", book[1], "/kartu/"))


class Web:
    """Client without JavaScript that stores cookies and submits forms."""

    def __init__(self, url: str, jar: http.cookiejar.CookieJar) -> None:
        self._url = url
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def page(self, path: str) -> str:
        with self._opener.open(self._url + path, timeout=60) as answer:
            text: str = answer.read().decode()
            return text

    def post(self, page: str, path: str, **fields: str) -> None:
        """Sends fields to a path, with the token of the form on a page; the answer may be a refusal
        (a book that is borrowed already)."""
        token = TOKEN.search(self.page(page))
        fields |= {"csrfmiddlewaretoken": token[1]} if token else {}
        request = urllib.request.Request(  # noqa: S310 - our own server
            self._url + path,
            urllib.parse.urlencode(fields).encode(),
            {"Referer": self._url + page},
        )
        with contextlib.suppress(urllib.error.HTTPError):
            self._opener.open(request, timeout=60).close()


@contextlib.contextmanager
def _demo() -> Iterator[str]:
    """Runs the demo library on a free port in a temporary home; yields its URL."""
    with tempfile.TemporaryDirectory(prefix="rontal-screens-", dir=_temporary_folder()) as home:
        Path(home).chmod(0o711)  # the database may run as another user
        port = _free_port()
        environment = _environment(home, port)
        log = Path(home) / "screens.log"
        with log.open("wb") as sink:
            _run_command(["demo", "--quiet"], environment, sink.fileno())
            words = [sys.executable, "-m", "rontal.config.command", "serve"]
            process = subprocess.Popen(words, env=environment, stdout=sink, stderr=sink)
            try:
                yield _await_answer(f"http://127.0.0.1:{port}", process)
            finally:
                process.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(60)
                process.kill()


def _run_command(words: list[str], environment: dict[str, str], sink: int) -> None:
    call = [sys.executable, "-m", "rontal.config.command", *words]
    if subprocess.run(
        call, env=environment, stdout=sink, stderr=sink, timeout=TIMEOUT_SECONDS
    ).returncode:  # noqa: PLW1510
        raise KitError("the demo library could not be loaded; `rontal demo` says why")


def _await_answer(url: str, process: "subprocess.Popen[bytes]") -> str:
    until = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise KitError("the demo library ended; `rontal serve` with RONTAL_MODE=demo says why")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/masuk/", timeout=5):  # noqa: S310
            return url
        time.sleep(0.5)
    raise KitError("the demo library did not answer")


def _environment(home: str, port: int) -> dict[str, str]:
    """Returns this process's environment without the settings of the own installation."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("RONTAL_") and name != "DATABASE_URL"
    }
    own = {"RONTAL_MODE": "demo", "RONTAL_HOME": home, "RONTAL_PORT": str(port)}
    profile = settings.LIBRARY_PROFILE
    own |= {"RONTAL_LIBRARY": str(Path(profile).resolve())} if profile else {}
    return inherited | own | {"PYTHONPATH": os.pathsep.join([str(env.ROOT), *_paths()])}


def _paths() -> list[str]:
    return [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]


def _temporary_folder() -> str | None:
    """Returns a temporary folder that the database's user can enter; None for Python's default."""
    folders = [Path(tempfile.gettempdir()), Path("/var/tmp")]  # noqa: S108
    who = database_user.database_user_of(folders[0] / "none")
    return next(
        (str(folder) for folder in folders if not database_user.blocking(folder, who)), None
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
