"""Plans and icons for packages."""

import io
from dataclasses import replace
from typing import Any

from PIL import Image, ImageDraw

from rontal.android.package.plan import Colours, IconAddresses, Plan
from rontal.android.package.versions import version

HOST = "baca.tabanan.go.id"
NAME = "Perpustakaan 'Umum' \"Tabanan\" & <b>\\ @x ?y  %1$s"
PASSPHRASE = "kuda baterai staples benar"


def icon(side: int, purpose: str) -> bytes:
    """Draws a disc on a plate, as the purposes of a web manifest want it."""
    clear = (0, 0, 0, 0)
    picture = Image.new("RGBA", (side, side), "#0f5446" if purpose == "maskable" else clear)
    ink = "#d9ab4b" if purpose == "maskable" else "#0f5446"
    ImageDraw.Draw(picture).ellipse((side // 4, side // 4, side * 3 // 4, side * 3 // 4), fill=ink)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def plan(**changes: Any) -> Plan:
    """A plan of a library whose name has every sign that could go wrong."""
    origin = f"https://{HOST}"
    app_plan = Plan(
        host=HOST,
        start="/",
        name=NAME,
        short_name="Baca",
        package="id.go.tabanan.baca",
        version=version("0.1.0"),
        colours=Colours(
            toolbar="#0f5446",
            toolbar_dark="#101513",
            navigation="#f6f8f3",
            navigation_dark="#0b0f0d",
            background="#f6f8f2",
            background_dark="#101512",
            ink="#16211c",
            ink_dark="#e8eee9",
        ),
        icon=icon,
        icon_addresses=IconAddresses(
            f"{origin}/any.png", f"{origin}/maskable.png", f"{origin}/mono.png"
        ),
        manifest_address=f"{origin}/manifest.webmanifest",
    )
    return replace(app_plan, **changes)
