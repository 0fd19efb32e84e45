"""The project of Bubblewrap (`twa-manifest.json`), Google's own builder of such packages."""

import json
from typing import Any, Final

from rontal.android.package.launcher import MIN_SDK
from rontal.android.package.plan import Plan
from rontal.android.package.signing import ALIAS, Key

FADE_OUT_MILLISECONDS: Final = 300


def manifest(plan: Plan, key: Key, key_path: str) -> str:
    """Returns twa-manifest.json. `key_path` leads from the project's folder to the key."""
    return json.dumps(_manifest(plan, key, key_path), ensure_ascii=False, indent=2) + "\n"


def _manifest(plan: Plan, key: Key, key_path: str) -> dict[str, Any]:
    return {
        "packageId": plan.package,
        "host": plan.host,
        "name": plan.name,
        "launcherName": plan.short_name,
        "display": "standalone",
        **_colours(plan),
        "enableNotifications": True,
        "startUrl": plan.start,
        "iconUrl": plan.icon_addresses.plain,
        "maskableIconUrl": plan.icon_addresses.maskable,
        "monochromeIconUrl": plan.icon_addresses.monochrome,
        "splashScreenFadeOutDuration": FADE_OUT_MILLISECONDS,
        "signingKey": {"path": key_path, "alias": ALIAS},
        "appVersion": plan.version.name,
        "appVersionCode": plan.version.code,
        "shortcuts": [],
        "generatorApp": "rontal",
        "webManifestUrl": plan.manifest_address,
        "fallbackType": "customtabs",
        "features": {},
        "alphaDependencies": {"enabled": False},
        "enableSiteSettingsShortcut": True,
        "isChromeOSOnly": False,
        "isMetaQuest": False,
        "fullScopeUrl": f"{plan.origin}/",
        "minSdkVersion": MIN_SDK,
        "orientation": "default",
        "fingerprints": [{"name": "rontal app build", "value": key.fingerprint}],
        "additionalTrustedOrigins": [],
        "retainedBundles": [],
    }


def _colours(plan: Plan) -> dict[str, str]:
    colours = plan.colours
    return {
        "themeColor": colours.toolbar,
        "themeColorDark": colours.toolbar_dark,
        "navigationColor": colours.navigation,
        "navigationColorDark": colours.navigation_dark,
        "navigationDividerColor": colours.navigation,
        "navigationDividerColorDark": colours.navigation_dark,
        "backgroundColor": colours.background,
    }
