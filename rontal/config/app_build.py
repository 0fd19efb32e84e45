"""`rontal app build`: the library's Android package, from its profile alone."""

import importlib.metadata
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.core.management.base import CommandError

from rontal.android.package import building, naming, tools
from rontal.android.package.building import Built
from rontal.android.package.plan import Colours, IconAddresses, Plan
from rontal.android.package.versions import Version, version
from rontal.config import passphrases, store_kit
from rontal.core.profile import Library
from rontal.ui import app_icon, contrast
from rontal.ui.app_icon import Purpose

START: Final = "/"
MANIFEST: Final = "/manifest.webmanifest"
ICON: Final = "/ikon/app/{purpose}-512.png"
"""Address of the site's icons; the digest in it leads to the newest."""
DARK_GROUND: Final = "#101513"
"""The site's --ground on dark (tokens.css)."""
INKS: Final = ("#16211c", "#e8eee9")
"""The site's --ink on light and on dark."""
KIT_ICON: Final = 512
"""Side of the icon for the store's listing, in pixels."""


def run(
    folder: Path,
    library: Library,
    *,
    host: str,
    passphrase_file: Path | None,
    revision: int,
    screens: bool,
    say: Callable[[str], None],
) -> Built:
    """Builds the package and the store kit into `folder`, the kit with screenshots of the demo
    library where `screens`. Raises CommandError, PassphraseError, BuildError, LogoError, KitError
    and OSError."""
    tools.find()
    app_icon.check_logo(library)
    plan = make_plan(library, host, version(importlib.metadata.version("rontal"), revision))
    say(f"{plan.name}: {plan.package}, version {plan.version.name} ({plan.version.code})")
    phrase = passphrase(passphrase_file, new=not building.has_key(folder), say=say)
    built = building.build(plan, folder, phrase, say)
    icon = app_icon.png(library, size=KIT_ICON, purpose=Purpose.MASKABLE)
    store_kit.write(folder, library, url=plan.origin, icon=icon, say=say, screens=screens)
    _print_result(built, say)
    return built


def host_of(host: str, url: str) -> str:
    """Returns the host that the app opens: `host`, else that of the library's address.

    Raises CommandError where Android cannot verify links to it.
    """
    name = (host or urlsplit(url).hostname or "").lower()
    if not naming.is_host(name):
        raise CommandError(
            f"{name!r} is no domain name that phones reach; set RONTAL_URL or give --host, "
            "as baca.example.go.id"
        )
    return name


def make_plan(library: Library, host: str, number: Version) -> Plan:
    """Returns the parameters from which the library's package is built."""
    origin = f"https://{host}"
    addresses = [f"{origin}{ICON.format(purpose=purpose)}" for purpose in Purpose]
    return Plan(
        host=host,
        start=START,
        name=library.name,
        short_name=library.app_name,
        package=naming.package_name(library.app.package, host),
        version=number,
        colours=_colours(library),
        icon=lambda side, purpose: app_icon.png(library, size=side, purpose=Purpose(purpose)),
        icon_addresses=IconAddresses(*addresses),
        manifest_address=f"{origin}{MANIFEST}",
    )


def passphrase(path: Path | None, *, new: bool, say: Callable[[str], None]) -> str:
    """Returns the passphrase of the signing key: the first line of a file, or what is typed at the
    console, twice where the key is new. Raises PassphraseError."""
    return passphrases.read(path, question="Passphrase of the signing key: ", new=new, say=say)


def _colours(library: Library) -> Colours:
    colours = library.look
    return Colours(
        toolbar=colours.colour,
        toolbar_dark=DARK_GROUND,
        navigation=colours.background,
        navigation_dark=DARK_GROUND,
        background=colours.background,
        background_dark=DARK_GROUND,
        ink=contrast.first_readable(INKS, colours.background, contrast.TEXT),
        ink_dark=INKS[1],
    )


def _print_result(built: Built, say: Callable[[str], None]) -> None:
    say(f"{built.bundle} is for the Play Store, {built.apk} for a phone.")
    say(f"Fingerprint of the certificate: {built.fingerprint}")
    say(
        f"Keep {building.KEY} and its passphrase: without them no update can be signed, and nobody "
        f"can recover them ({', '.join(building.NOTES)})."
    )
