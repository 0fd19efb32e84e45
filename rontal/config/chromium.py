"""Headless Chromium, driven by its DevTools protocol over a pipe with the standard library only.

Messages are JSON, each terminated by a zero byte (`--remote-debugging-pipe`); no port is opened.
"""

import base64
import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from rontal.android.store.limits import Device

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TIMEOUT_SECONDS: Final = 60.0
"""Seconds after which a browser that does not answer is killed."""

ENDING: Final = 5.0
"""Most seconds in which the helpers of a killed browser end."""

_READ, _WRITE = 3, 4  # file descriptors of Chromium for commands and responses


class ChromiumError(RuntimeError):
    """Browser that did not start, did not answer, or refused a command."""


def find_chromium() -> str | None:
    """Returns the path of a Chromium on this machine; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """One page of a running browser, created by `opened`."""

    def __init__(self, process: "subprocess.Popen[bytes]", to: int, back: int) -> None:
        self._process = process
        self._to = os.fdopen(to, "wb", buffering=0)
        self._back = os.fdopen(back, "rb", buffering=0)
        self._read = bytearray()
        self._number = 0
        self._session = ""
        self._events: list[str] = []

    def begin(self) -> None:
        """Opens the page to which the other commands apply."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self.send("Page.enable")
        self.send("Network.enable")

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Sends a command and returns its result; raises ChromiumError."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        message |= {"sessionId": self._session} if self._session else {}
        try:
            self._to.write(json.dumps(message).encode() + b"\0")
        except OSError as error:
            raise ChromiumError(f"Chromium has ended: {error.strerror}") from None
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                break
            self._events.append(answer.get("method", ""))
        if "error" in answer:
            raise ChromiumError(f"{method}: {answer['error'].get('message', '')}")
        result: dict[str, Any] = answer.get("result", {})
        return result

    def open(self, url: str) -> None:
        """Opens a URL and waits until its images and fonts are loaded."""
        self._events.clear()
        failed = self.send("Page.navigate", url=url).get("errorText")
        if failed:
            raise ChromiumError(f"{url}: {failed}")
        while "Page.loadEventFired" not in self._events:
            self._events.append(self._next().get("method", ""))
        self.settle()

    def show_as(self, device: Device) -> None:
        """Emulates the screen size, pixel density and touch input of a device."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=device.width,
            height=device.height,
            deviceScaleFactor=device.scale,
            mobile=device.mobile,
        )
        self.send("Emulation.setTouchEmulationEnabled", enabled=device.mobile)

    def set_cookie(self, name: str, value: str, url: str) -> None:
        self.send("Network.setCookie", name=name, value=value, url=url)

    def remove(self, selector: str) -> None:
        """Removes the elements that match a CSS selector."""
        expression = f"document.querySelectorAll({json.dumps(selector)}).forEach(e => e.remove())"
        self.send("Runtime.evaluate", expression=expression)

    def press(self, key: str) -> None:
        """Presses a key and waits until the page is drawn."""
        for kind in ("keyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key)
        self.settle()

    def settle(self) -> None:
        """Waits until fonts are loaded and the page is drawn."""
        drawn = (
            "document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => "
            "requestAnimationFrame(() => setTimeout(done, 400)))))"
        )
        self.send("Runtime.evaluate", expression=drawn, awaitPromise=True)

    def screenshot(self) -> bytes:
        """Returns the visible part of the page as PNG."""
        return base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"])

    def _next(self) -> dict[str, Any]:
        """Returns the next message; raises ChromiumError where the browser ends or times out."""
        watch = threading.Timer(TIMEOUT_SECONDS, self._process.kill)
        watch.start()
        try:
            while b"\0" not in self._read:
                more = self._back.read(1 << 20)
                if not more:
                    raise ChromiumError("Chromium ended or did not answer")
                self._read += more
        finally:
            watch.cancel()
        whole, _end, rest = self._read.partition(b"\0")
        self._read = bytearray(rest)
        message: dict[str, Any] = json.loads(whole)
        return message


@contextlib.contextmanager
def opened(path: str) -> Iterator[Browser]:
    """Starts a browser with a temporary profile; raises ChromiumError."""
    with tempfile.TemporaryDirectory(
        prefix="rontal-chromium-", ignore_cleanup_errors=True
    ) as profile:
        child_in, to = _pipe()
        back, child_out = _pipe()
        process = _started(_command_line(path, profile), child_in, child_out)
        os.close(child_in)
        os.close(child_out)
        browser = Browser(process, to, back)
        try:
            browser.begin()
            yield browser
        finally:
            _kill(process)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kills the browser with its helpers, and waits until none of them writes to the profile."""
    until = time.monotonic() + ENDING
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        while time.monotonic() < until:
            os.killpg(process.pid, 0)
            time.sleep(0.05)
    process.wait()


def _command_line(path: str, profile: str) -> list[str]:
    words = [path, "--headless", "--remote-debugging-pipe", f"--user-data-dir={profile}"]
    words += ["--hide-scrollbars", "--mute-audio", "--no-first-run", "--disable-gpu"]
    words += ["--disable-dev-shm-usage", "--disable-background-networking"]
    if os.geteuid() == 0:
        words.append("--no-sandbox")  # required as root; it opens only our pages
    return words


def _started(words: Sequence[str], child_in: int, child_out: int) -> "subprocess.Popen[bytes]":
    def place() -> None:
        os.dup2(child_in, _READ)
        os.dup2(child_out, _WRITE)

    quiet = subprocess.DEVNULL
    try:
        return subprocess.Popen(
            words,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            close_fds=False,
            process_group=0,
            preexec_fn=place,
        )
    except OSError as error:
        raise ChromiumError(f"{Path(words[0]).name}: {error.strerror}") from None


def _pipe() -> tuple[int, int]:
    """Returns a pipe whose file descriptors do not collide with the browser's two."""
    low = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in low]
    for end in low:
        os.close(end)
    return high[0], high[1]
