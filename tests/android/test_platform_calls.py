"""The code calls nothing that Android does not have."""

import zipfile

import pytest

from tests.support.android import platform
from tests.support.android.packages import Twice

pytestmark = [
    pytest.mark.machine,
    pytest.mark.skipif(
        not platform.DECLARATIONS.exists(),
        reason="LOUD: @nativescript/types-android is absent, so calls were not compared",
    ),
]
LEAST = 23
GUARDED = {
    "NotificationManager.areNotificationsEnabled": 24,
    "Builder.recoverBuilder": 24,
    "NotificationChannel.<init>": 26,
    "NotificationChannel.getImportance": 26,
    "NotificationManager.getNotificationChannel": 26,
    "NotificationManager.createNotificationChannel": 26,
    "Builder.setChannelId": 26,
    "SigningInfo.getApkContentsSigners": 28,
}
"""Methods younger than the oldest Android that the package is installed on. The code checks the
version before it calls them; the walks run it on phones of each version."""


@pytest.fixture(scope="module")
def code(built: Twice) -> platform.Code:
    with zipfile.ZipFile(built.apk) as archive:
        return platform.Code(archive.read("classes.dex"))


def test_the_declarations_are_read() -> None:
    assert platform.level(("android.os.Bundle", "getString", "(string):string")) == 0
    assert platform.level(("android.os.Bundle", "getString", "(number):string")) is None
    assert platform.level(("android.os.Bundle", "<init>", "(string):void")) is None
    assert platform.level(("android.app.Activity", "finish", "():number")) is None
    assert platform.level(("android.app.Activity", "getPackageManager", "()" + ":x")) is None
    builder = "android.app.Notification.Builder"
    assert platform.level((builder, "setChannelId", f"(string):{builder}")) == 26


def test_every_call_exists_with_its_types(code: platform.Code) -> None:
    calls = code.calls()
    assert len(calls) > 100
    assert not [call for call in sorted(calls) if platform.level(call) is None]


def test_every_field_exists_with_its_type(code: platform.Code) -> None:
    fields = code.fields()
    assert ("android.os.Build.VERSION", "SDK_INT", ":number") in fields
    assert not [field for field in sorted(fields) if platform.level(field) is None]


def test_only_guarded_calls_are_younger_than_the_oldest_android(code: platform.Code) -> None:
    levels = {
        f"{kind.rpartition('.')[2]}.{name}": platform.level((kind, name, types)) or 0
        for kind, name, types in code.calls()
    }
    assert {name: at for name, at in levels.items() if at > LEAST} == GUARDED


@pytest.mark.parametrize(
    "name",
    [
        "onCreate",
        "onDestroy",
        "onRestart",
        "onSaveInstanceState",
        "onRequestPermissionsResult",
        "onServiceConnected",
        "onServiceDisconnected",
        "onNullBinding",
        "onBindingDied",
        "onBind",
        "onTransact",
        "asBinder",
        "run",
    ],
)
def test_methods_called_by_android_have_their_types(code: platform.Code, name: str) -> None:
    ours = [one for one in code.overrides() if one[1] == name]
    assert ours
    assert any(platform.level(one) is not None for one in ours)
