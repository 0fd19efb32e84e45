"""Manifest and resources of a package: templates filled from its plan, and the icons."""

import json
from dataclasses import asdict
from pathlib import Path
from string import Template
from typing import Final
from xml.sax.saxutils import escape

from rontal.android.package import icons
from rontal.android.package.plan import Plan

TEMPLATES: Final = Path(__file__).parent / "templates"
MANIFEST: Final = "AndroidManifest.xml"

IDS: Final = {
    "string_origin": 0x7F010000,
    "string_start_url": 0x7F010001,
    "string_no_browser": 0x7F010002,
    "string_foreign_link": 0x7F010003,
    "color_toolbar": 0x7F020000,
    "color_toolbar_dark": 0x7F020001,
    "color_navigation": 0x7F020002,
    "color_navigation_dark": 0x7F020003,
    "color_background": 0x7F020004,
    "color_ink": 0x7F020005,
    "dimen_margin": 0x7F030000,
    "drawable_notification": 0x7F040000,
}
"""Fixed numbers of the resources that the code uses, so that the code is always the same."""


def write(plan: Plan, folder: Path) -> None:
    """Writes AndroidManifest.xml and res/ into `folder`."""
    values = _values(plan)
    for path in [TEMPLATES / MANIFEST, *sorted((TEMPLATES / "res").rglob("*.xml"))]:
        target = folder / path.relative_to(TEMPLATES)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(Template(path.read_text("utf-8")).substitute(values), "utf-8")
    for name, content in icons.draw(plan.icon).items():
        target = folder / "res" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def stable_ids(package: str) -> str:
    """Returns the fixed numbers as aapt2 reads them."""
    rows = []
    for name, number in IDS.items():
        kind, entry = name.split("_", 1)
        rows.append(f"{package}:{kind}/{entry} = {number:#010x}\n")
    return "".join(rows)


def quoted(text: str) -> str:
    """Returns a text as the content of a <string>: Android shows exactly this text.

    Between double quotes Android takes apostrophes, spaces, @ and ? as they are; it wants a
    backslash before quotes and backslashes. Control characters have no form in XML and become
    spaces.
    """
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return escape('"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"')


def asset_statements(origin: str) -> str:
    """Returns the statement by which the app names its site; the site's assetlinks answer it."""
    target = {"namespace": "web", "site": origin}
    relation = ["delegate_permission/common.handle_all_urls"]
    return json.dumps([{"relation": relation, "target": target}])


def _values(plan: Plan) -> dict[str, str]:
    texts = {
        "name": plan.name,
        "short_name": plan.short_name,
        "origin": plan.origin,
        "start_url": plan.start_url,
        "asset_statements": asset_statements(plan.origin),
    }
    return {
        **{name: quoted(text) for name, text in texts.items()},
        **asdict(plan.colours),
        "icon": icons.edge_colour(plan.icon),
        "package": escape(plan.package),
        "host": escape(plan.host),
    }
