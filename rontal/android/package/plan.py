"""The input of a package build."""

from collections.abc import Callable
from dataclasses import dataclass

from rontal.android.package.versions import Version

Drawing = Callable[[int, str], bytes]
"""Draws the library's icon: side in pixels and purpose (any, maskable, monochrome) to a PNG."""


@dataclass(frozen=True)
class Colours:
    """Colours of the app, each as #rrggbb, for light and dark surroundings.

    `toolbar` is the status bar and the bar of a custom tab, `navigation` the bar with the system's
    buttons, `background` and `ink` are splash and sentences.
    """

    toolbar: str
    toolbar_dark: str
    navigation: str
    navigation_dark: str
    background: str
    background_dark: str
    ink: str
    ink_dark: str


@dataclass(frozen=True)
class IconAddresses:
    """Addresses of the site's icons of 512 pixels, for Bubblewrap."""

    plain: str
    maskable: str
    monochrome: str


@dataclass(frozen=True)
class Plan:
    """One library's package. `host` is a domain name, `start` a path on it, `short_name` the name
    under the icon, `package` the application id."""

    host: str
    start: str
    name: str
    short_name: str
    package: str
    version: Version
    colours: Colours
    icon: Drawing
    icon_addresses: IconAddresses
    manifest_address: str

    @property
    def origin(self) -> str:
        """The site's origin, without a slash at its end."""
        return f"https://{self.host}"

    @property
    def start_url(self) -> str:
        """The address that the icon opens."""
        return f"{self.origin}{self.start}"
