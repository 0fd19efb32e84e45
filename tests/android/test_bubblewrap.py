"""The project for Bubblewrap has the fields that Bubblewrap reads, of the kinds it reads them as.

The table is the interface TwaManifestJson of @bubblewrap/core 1.25, and what its `validate` and
`validatePackageId` ask for.
"""

import json
import re
from typing import Any

import pytest

from rontal.android.package import bubblewrap
from rontal.android.package.signing import ALIAS, Key
from tests.support.android import factories

COLOUR = re.compile(r"#[0-9a-f]{6}")
REQUIRED = {
    "packageId": str,
    "host": str,
    "name": str,
    "themeColor": str,
    "navigationColor": str,
    "backgroundColor": str,
    "enableNotifications": bool,
    "startUrl": str,
    "splashScreenFadeOutDuration": int,
    "signingKey": dict,
    "appVersion": str,
}
OPTIONAL = {
    "launcherName": str,
    "display": str,
    "themeColorDark": str,
    "navigationColorDark": str,
    "navigationDividerColor": str,
    "navigationDividerColorDark": str,
    "iconUrl": str,
    "maskableIconUrl": str,
    "monochromeIconUrl": str,
    "appVersionCode": int,
    "shortcuts": list,
    "generatorApp": str,
    "webManifestUrl": str,
    "fallbackType": str,
    "features": dict,
    "alphaDependencies": dict,
    "enableSiteSettingsShortcut": bool,
    "isChromeOSOnly": bool,
    "isMetaQuest": bool,
    "fullScopeUrl": str,
    "minSdkVersion": int,
    "orientation": str,
    "fingerprints": list,
    "additionalTrustedOrigins": list,
    "retainedBundles": list,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    key = Key(tmp_path_factory.mktemp("key") / "key.p12", "secret of the key", "AB:CD")
    text = bubblewrap.manifest(factories.plan(), key, "../signing-key.p12")
    assert "secret of the key" not in text
    return dict(json.loads(text))


def test_every_field_exists_in_bubblewrap_with_its_type(project: dict[str, Any]) -> None:
    kinds = REQUIRED | OPTIONAL
    assert set(REQUIRED) <= set(project) <= set(kinds)
    assert not [name for name, value in project.items() if type(value) is not kinds[name]]


def test_colours_are_read_as_colours(project: dict[str, Any]) -> None:
    colours = {name: value for name, value in project.items() if "Color" in name}
    assert len(colours) == 7
    assert not [name for name, value in colours.items() if not COLOUR.fullmatch(value)]


def test_project_builds_the_same_app(project: dict[str, Any]) -> None:
    plan = factories.plan()
    assert project["packageId"] == plan.package
    assert project["name"] == plan.name
    assert project["startUrl"].startswith("/")
    assert project["fullScopeUrl"] == f"{plan.origin}/"
    assert (project["appVersion"], project["appVersionCode"]) == ("0.1.0", 100_000)
    assert project["signingKey"] == {"path": "../signing-key.p12", "alias": ALIAS}
    assert project["fingerprints"][0]["value"] == "AB:CD"
    addresses = [value for name, value in project.items() if name.endswith("Url")]
    assert all(one.startswith((f"{plan.origin}/", "/")) for one in addresses)
