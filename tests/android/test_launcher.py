"""The launcher's code runs on phones that differ, under Java's bytecode verifier."""

import pytest

from tests.support.android.launcher import COLOURS, HOST, OPENING, trusted
from tests.support.android.packages import Walk

pytestmark = pytest.mark.machine

TAB = [f"open trusted {HOST}/ tab {COLOURS}", "finish"]
INK = "(ff16211c on fff6f8f2)"
NO_BROWSER = {
    "id": "Untuk membuka perpustakaan, pasang atau aktifkan peramban, misalnya Chrome.",
    "en": "To open the library, install or turn on a browser, for example Chrome.",
}
FOREIGN = {
    "id": "Tautan ini bukan milik perpustakaan. Silakan buka dengan peramban.",
    "en": "This link does not belong to the library. Please open it in a browser.",
}


def test_icon_opens_the_start_page(phone: Walk) -> None:
    assert phone("Launches", "icon_opens_the_start_page") == [*trusted(), "unbind"]


@pytest.mark.parametrize(
    ("link", "opened"),
    [
        (f"{HOST}/koleksi/1/?a=b#c", f"{HOST}/koleksi/1/?a=b#c"),
        ("HTTPS://Baca.Tabanan.GO.ID/Rak", f"{HOST}/Rak"),
        (HOST, HOST),
        (f"{HOST}?cari=padi", f"{HOST}?cari=padi"),
        (f"{HOST}#isi", f"{HOST}#isi"),
        (f"{HOST}/@evil.example/", f"{HOST}/@evil.example/"),
    ],
)
def test_link_of_the_library_opens(phone: Walk, link: str, opened: str) -> None:
    assert phone("Launches", "link_opens_its_page", link) == [*trusted(opened), "unbind"]


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/",
        "https://baca.tabanan.go.id.evil.example/",
        "https://baca.tabanan.go.id@evil.example/",
        "https://baca.tabanan.go.id:443@evil.example/",
        "https://baca.tabanan.go.id:8443/",
        "https://baca.tabanan.go.id\\@evil.example/",
        "https://baca.tabanan.go.id\\.evil.example/",
        "https://baca.tabanan.go.id%2eevil.example/",
        "https://baca.tabanan.go.idn/",
        "https://baca.tabanan.go.id.",
        "https:///baca.tabanan.go.id/",
        "http://baca.tabanan.go.id/",
        "https:baca.tabanan.go.id/",
        "intent://baca.tabanan.go.id/#Intent;scheme=https;end",
        "javascript:alert(1)",
        "content://baca.tabanan.go.id/",
        "file:///sdcard/",
        "",
    ],
)
def test_any_other_link_is_refused(phone: Walk, link: str) -> None:
    assert phone("Launches", "link_opens_its_page", link) == [f"show {FOREIGN['id']} {INK}"]


def test_trusted_browser_goes_before_preferred_one_without(phone: Walk) -> None:
    walked = phone("Launches", "first_trusted_browser_is_chosen")
    assert walked == [*trusted(), "unbind"]


def test_of_trusted_browsers_the_preferred_one_opens(phone: Walk) -> None:
    assert phone("Launches", "preferred_browser_comes_first") == [*trusted(), "unbind"]


@pytest.mark.parametrize(
    ("kind", "steps"), [("REFUSED", 3), ("UNKNOWN", 2), ("THROWS", 2), ("DEAD", 2)]
)
def test_refused_session_becomes_a_custom_tab(phone: Walk, kind: str, steps: int) -> None:
    assert phone("Launches", "session", kind) == [*OPENING[:steps], *TAB, "unbind"]


@pytest.mark.parametrize("kind", ["FALSE", "SILENT", "NULL", "DISCONNECTS", "DIES"])
def test_service_that_does_not_answer_becomes_a_custom_tab(phone: Walk, kind: str) -> None:
    assert phone("Launches", "binding", kind) == [OPENING[0], *TAB, "unbind"]


def test_service_that_may_not_be_bound_becomes_a_custom_tab(phone: Walk) -> None:
    assert phone("Launches", "binding", "DENIED") == [OPENING[0], *TAB]


def test_custom_tab_where_no_browser_is_trusted(phone: Walk) -> None:
    walked = phone("Launches", "custom_tab_without_trusted_browser")
    assert walked == [f"open tabs {HOST}/ tab {COLOURS}", "finish"]


def test_plain_browser_is_named_so_that_the_link_does_not_come_back(phone: Walk) -> None:
    assert phone("Launches", "plain_browser") == [f"open plain {HOST}/ plain{{}}", "finish"]


def test_another_browser_opens_where_the_trusted_one_does_not_start(phone: Walk) -> None:
    walked = phone("Launches", "trusted_browser_cannot_be_started")
    assert walked == [*OPENING, f"open plain {HOST}/ plain{{}}", "finish", "unbind"]


@pytest.mark.parametrize("walk", ["no_browser", "browser_that_cannot_be_started"])
def test_sentence_where_no_browser_opens(phone: Walk, walk: str) -> None:
    assert phone("Launches", walk) == [f"show {NO_BROWSER['id']} {INK}"]


@pytest.mark.parametrize(("phones", "words"), [("id", "id"), ("en", "en"), ("fr", "id")])
def test_sentences_are_in_the_language_of_the_phone(phone: Walk, phones: str, words: str) -> None:
    none = phone("Launches", "no_browser", language=phones)
    assert none == [f"show {NO_BROWSER[words]} {INK}"]
    foreign = phone("Launches", "link_opens_its_page", "https://evil.example/", language=phones)
    assert foreign == [f"show {FOREIGN[words]} {INK}"]


def test_app_tries_again_once_a_browser_was_installed(phone: Walk) -> None:
    walked = phone("Launches", "browser_is_installed_meanwhile")
    assert walked == [f"show {NO_BROWSER['id']} {INK}", "recreate", *trusted(), "unbind"]


def test_answer_after_the_timeout_opens_nothing_more(phone: Walk) -> None:
    walked = phone("Launches", "answer_after_the_time_is_over")
    assert walked == [OPENING[0], *TAB, "unbind"]


def test_browser_that_dies_later_opens_nothing_more(phone: Walk) -> None:
    walked = phone("Launches", "browser_dies_after_it_has_opened")
    assert walked == [*trusted(), "unbind"]


def test_app_closed_early_opens_nothing_later(phone: Walk) -> None:
    assert phone("Launches", "left_before_the_browser_answers") == [OPENING[0], "unbind"]


def test_icon_brings_the_open_page_back(phone: Walk) -> None:
    assert phone("Launches", "icon_again_while_open") == [*trusted(), "unbind", "finish"]


def test_link_goes_to_the_session_that_is_open(phone: Walk) -> None:
    walked = phone("Launches", "link_while_open")
    assert walked == [*trusted(), "unbind", *trusted(f"{HOST}/rak/"), "unbind"]


@pytest.mark.parametrize("flags", ["none", "document"])
def test_link_inside_another_task_starts_over_without_injected_activities(
    phone: Walk, flags: str
) -> None:
    walked = phone("Launches", "link_inside_another_task", flags)
    action = "android.intent.action.VIEW"
    assert walked == [f"restart Launcher {action} {HOST}/rak/ 10000000 {{}}", "finish"]


def test_restored_launcher_ends(phone: Walk) -> None:
    walked = phone("Launches", "restored_after_its_process_was_killed")
    assert walked == [*trusted(), "finish"]


def test_turned_phone_binds_again(phone: Walk) -> None:
    walked = phone("Launches", "turned_before_it_has_opened")
    assert walked == [OPENING[0], "unbind", *trusted(), "unbind"]
