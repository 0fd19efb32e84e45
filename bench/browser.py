"""Program and arguments with which benchmarks and browser tests start Chromium."""

from pathlib import Path
from typing import Final

_DEBIAN: Final = Path("/usr/bin/chromium")
EXECUTABLE: Final = str(_DEBIAN) if _DEBIAN.exists() else None
"""Debian's Chromium; None lets Playwright choose its own."""
_SHELL: Final = Path("/usr/bin/chromium-headless-shell")
WITHOUT_WINDOWS: Final = str(_SHELL) if _SHELL.exists() else EXECUTABLE
"""The same Chromium without windows, menus and extensions. It shows pages alike with less than half
the processor time, but installs no app and receives no push message.
"""
_DISABLED_BY_PLAYWRIGHT: Final = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding",
    "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch",
)  # fmt: skip
"""Playwright's own list, repeated because Chromium obeys only the last `--disable-features`."""
_SUGGESTIONS: Final = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
"""Pages of suggestions that every window loads for its address bar, in two processes of their own:
40 % of the processor time of a short visit, for something that no headless window shows."""
DISABLED: Final = f"--disable-features={','.join((*_DISABLED_BY_PLAYWRIGHT, *_SUGGESTIONS))}"
ARGUMENTS: Final = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", DISABLED)
