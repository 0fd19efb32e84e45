"""The browser shows the site's notifications through the app; nobody else does."""

import pytest

from tests.support.android.launcher import HOST, SESSION, trusted
from tests.support.android.packages import Walk, need

pytestmark = pytest.mark.machine

CALLS = [2, 3, 4, 5, 6, 7, 9]
OPENED = [*trusted(), "unbind"]
SUCCESS = "android.support.customtabs.trusted.NOTIFICATION_SUCCESS"
ASK = "ask android.permission.POST_NOTIFICATIONS"
REFUSED = [f"{code} SecurityException" for code in CALLS]


def after_opening(walked: list[str]) -> list[str]:
    """Returns what happened once the library was open."""
    assert walked[: len(OPENED)] == OPENED
    return walked[len(OPENED) :]


@pytest.mark.parametrize(
    ("level", "channel"),
    [
        ("23", "null"),
        ("24", "null"),
        ("26", "antrean_buku_channel_id"),
        ("28", "antrean_buku_channel_id"),
        ("33", "antrean_buku_channel_id"),
        ("36", "antrean_buku_channel_id"),
    ],
)
def test_browser_shows_notifications(phone: Walk, level: str, channel: str) -> None:
    walked = phone("Delegations", "browser_shows_notifications", level)
    assert after_opening(walked) == [
        f"6 {{{SUCCESS}=true}}",
        f"notify tag 7 on {channel}",
        f"2 {{{SUCCESS}=true}}",
        "active [tag]",
        "cancel tag 7",
        "icon 7f040000",
        "icon 7f040000",
    ]


def test_nothing_is_shown_where_the_person_has_switched_it_off(phone: Walk) -> None:
    off = [f"6 {{{SUCCESS}=false}}", f"2 {{{SUCCESS}=false}}"]
    assert after_opening(phone("Delegations", "switched_off")) == off
    channel = after_opening(phone("Delegations", "channel_switched_off"))
    assert channel == [
        "notify tag 7 on antrean_buku_channel_id",
        f"2 {{{SUCCESS}=true}}",
        *off,
    ]


def test_incomplete_call_is_answered_no(phone: Walk) -> None:
    assert after_opening(phone("Delegations", "nothing_in_the_call")) == [
        f"2 {{{SUCCESS}=false}}",
        "9 {success=false}",
        "9 {success=false}",
        "unknown call 8",
    ]


@pytest.mark.parametrize(
    ("walk", "arguments"),
    [
        ("another_app_calls", []),
        ("browser_signed_by_somebody_else", ["23"]),
        ("browser_signed_by_somebody_else", ["36"]),
        ("browser_was_removed", []),
    ],
)
def test_unknown_caller_gets_no_answer(phone: Walk, walk: str, arguments: list[str]) -> None:
    assert after_opening(phone("Delegations", walk, *arguments)) == REFUSED


def test_browser_gets_no_answer_before_the_library_was_opened(phone: Walk) -> None:
    assert phone("Delegations", "never_opened") == REFUSED


def test_call_of_another_interface_is_refused(phone: Walk) -> None:
    walked = phone("Delegations", "call_of_another_interface")
    assert after_opening(walked) == ["2 SecurityException"]


@pytest.mark.parametrize(("allowed", "status"), [("yes", 0), ("no", 1)])
def test_browser_lets_the_app_request_permission(phone: Walk, allowed: str, status: int) -> None:
    walked = phone("Delegations", "permission", "36", allowed, "open")
    assert after_opening(walked) == [
        "9 {permissionStatus=2, success=true}",
        "mutable Permission true",
        ASK,
        f"answer {{permissionStatus={status}}}",
        "finish",
        f"9 {{permissionStatus={status}, success=true}}",
    ]


def test_older_android_requests_no_permission(phone: Walk) -> None:
    walked = after_opening(phone("Delegations", "permission", "30", "no", "open"))
    assert ASK not in walked
    assert walked[-3:] == [
        "answer {permissionStatus=1}",
        "finish",
        "9 {permissionStatus=1, success=true}",
    ]


def test_permission_request_ends_if_the_browser_is_gone(phone: Walk) -> None:
    walked = after_opening(phone("Delegations", "permission", "36", "yes", "closed"))
    assert walked[-3:] == [ASK, "finish", "9 {permissionStatus=0, success=true}"]
    assert phone("Delegations", "permission_without_a_browser") == [ASK, "finish"]


def test_session_accepts_messages_of_the_browser(phone: Walk) -> None:
    assert after_opening(phone("Delegations", "browser_calls_the_session")) == [
        "2 true",
        "3 true",
        "4 true",
        "5 true",
        "6 true",
        "7 true 0",
        "8 true",
        "android.support.customtabs.ICustomTabsCallback",
        "9 false",
    ]


def test_browser_with_android_s_own_marshalling_opens_a_session(phone: Walk) -> None:
    need("aidl")
    walked = phone("Interfaces", "browser_opens_a_session")
    steps = [*trusted()]
    steps[3] = f"validate 2 {HOST} {SESSION} true"
    assert walked == [*steps, "unbind", "result null"]


def test_browser_with_android_s_own_marshalling_shows_notifications(phone: Walk) -> None:
    need("aidl")
    walked = phone("Interfaces", "browser_shows_notifications")
    keys = "android.support.customtabs.trusted."
    assert walked[walked.index("unbind") + 1 :] == [
        f"{{{SUCCESS}=true}}",
        "notify tag 7 on rak_channel_id",
        f"{{{SUCCESS}=true}}",
        f"[{keys}ACTIVE_NOTIFICATIONS]",
        "cancel tag 7",
        "7f040000",
        f"[{keys}SMALL_ICON_BITMAP]",
        "{permissionStatus=0, success=true}",
    ]
