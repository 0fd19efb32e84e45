"""Device and browser of a request; instructions for each are in the templates web/install/how/.

Pure functions of two headers: `Sec-CH-UA-Platform` and `User-Agent`. Nothing of them is stored.
"""

from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Device(StrEnum):
    """Device with a browser; the values are part of URLs (`/pasang/?di=…`)."""

    ANDROID_CHROME = "android"
    SAMSUNG = "samsung"
    ANDROID_FIREFOX = "android-firefox"
    IN_APP = "dalam-aplikasi"
    IOS_SAFARI = "iphone"
    IOS_OTHER = "iphone-lain"
    EDGE = "edge"
    CHROME = "chrome"
    MAC_SAFARI = "mac"
    FIREFOX = "firefox"
    OTHER = "lain"


LABELS: Final[dict[Device, str | Promise]] = {
    Device.ANDROID_CHROME: _("Android phone or tablet, Chrome"),
    Device.SAMSUNG: _("Samsung, Samsung Internet"),
    Device.ANDROID_FIREFOX: _("Android, Firefox"),
    Device.IN_APP: _("Opened inside another app, such as Facebook or Instagram"),
    Device.IOS_SAFARI: _("iPhone or iPad, Safari"),
    Device.IOS_OTHER: _("iPhone or iPad, another browser"),
    Device.EDGE: _("Computer with Windows, Edge"),
    Device.CHROME: _("Computer, Chrome"),
    Device.MAC_SAFARI: _("Mac, Safari"),
    Device.FIREFOX: _("Computer, Firefox"),
    Device.OTHER: _("Another browser"),
}
PHONES: Final = frozenset(
    {
        Device.ANDROID_CHROME,
        Device.SAMSUNG,
        Device.ANDROID_FIREFOX,
        Device.IN_APP,
        Device.IOS_SAFARI,
        Device.IOS_OTHER,
    }
)
ANDROID: Final = frozenset({Device.ANDROID_CHROME, Device.SAMSUNG, Device.ANDROID_FIREFOX})

REMOVALS: Final = {
    Device.ANDROID_CHROME: "android",
    Device.SAMSUNG: "android",
    Device.ANDROID_FIREFOX: "android",
    Device.IN_APP: "android",
    Device.IOS_SAFARI: "ios",
    Device.IOS_OTHER: "ios",
    Device.EDGE: "computer",
    Device.CHROME: "computer",
    Device.MAC_SAFARI: "mac",
    Device.FIREFOX: "firefox",
    Device.OTHER: "none",
}
"""Names of the templates with removal instructions, in web/install/remove/."""

_EMBEDDED: Final = ("; wv)", "FBAN/", "FBAV/", "Instagram", "Line/", "musical_ly", "TikTok")
_IOS: Final = ("iPhone", "iPad", "iPod")
_IOS_OTHERS: Final = ("CriOS", "FxiOS", "EdgiOS", "OPT/", "OPiOS", "DuckDuckGo", "Brave")
_MAX_LENGTH: Final = 500


def device_of(user_agent: str, platform: str = "") -> Device:
    """Returns the device of a request by its User-Agent and its `Sec-CH-UA-Platform` header."""
    agent, platform = user_agent[:_MAX_LENGTH], platform.strip('" ')
    if any(mark in agent for mark in _IOS):
        return _ios(agent)
    if "Android" in agent or platform == "Android":
        return _android(agent)
    return _computer(agent)


def chosen(value: str) -> Device | None:
    """Returns the device that an address names; None for an unknown one."""
    return Device(value) if value in list(Device) else None


def _ios(agent: str) -> Device:
    if any(mark in agent for mark in _IOS_OTHERS):
        return Device.IOS_OTHER
    if any(mark in agent for mark in _EMBEDDED) or "Safari" not in agent:
        return Device.IN_APP
    return Device.IOS_SAFARI


def _android(agent: str) -> Device:
    if any(mark in agent for mark in _EMBEDDED):
        return Device.IN_APP
    if "SamsungBrowser" in agent:
        return Device.SAMSUNG
    if "Firefox" in agent:
        return Device.ANDROID_FIREFOX
    return Device.ANDROID_CHROME if "Chrome/" in agent else Device.OTHER


def _computer(agent: str) -> Device:
    if "Edg/" in agent:
        return Device.EDGE
    if "Firefox" in agent:
        return Device.FIREFOX
    if "Chrome/" in agent:
        return Device.CHROME
    return Device.MAC_SAFARI if "Macintosh" in agent and "Safari" in agent else Device.OTHER
