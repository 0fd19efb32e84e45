"""Tests of approving several spotless applications: opened, ticked and approved one by one."""

import re
from typing import Any

import pytest
from django.test import Client

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.accounts.selectors import actor_of
from rontal.core.models import Event
from rontal.membership import services
from rontal.membership.models import Application, CaseLease, Member
from rontal.verification.models import Examination
from rontal.verification.rules import Level, Outcome
from tests.support.accounts.factories import staff
from tests.support.desk.factories import (
    FACE,
    MATCH,
    SELFIE,
    at_desk,
    examined_application,
    name,
    record,
    signed_in,
)
from tests.support.membership import factories as membership
from tests.support.verification.builders import card

pytestmark = pytest.mark.django_db
PAGE = "/meja/tanpa-cela/"
TAKE = "/meja/tanpa-cela/ambil/"


def spotless(number: int) -> list[Application]:
    cases_made = []
    for place in range(number):
        typed = {"name": name(place), "number": membership.nik()}
        read = card(name=typed["name"].upper(), number=typed["number"])
        cases_made.append(examined_application(read, SELFIE, MATCH, face_on_card=FACE, **typed))
    return cases_made


def compare_several(client: Client) -> Any:
    """The page of photo pairs after the button "Compare several"."""
    return client.post(TAKE, follow=True)


def ticks(client: Client) -> list[str]:
    return [pair.tick for pair in compare_several(client).context["pairs"]]


def fetch_photos(client: Client) -> list[str]:
    """Fetches every photo of the page as a browser does, and returns the ticks."""
    page = compare_several(client)
    for path in re.findall(r'(?:href|src)="(/meja/permohonan/[^"]+/foto/\w+/)"', str(page.content)):
        assert client.get(path).status_code == 200
    return [pair.tick for pair in page.context["pairs"]]


def fates(response) -> dict[str, str]:
    return {result.code: str(result.outcome) for result in response.context["results"]}


def states() -> list[str]:
    return sorted(Application.objects.values_list("state", flat=True))


@pytest.fixture
def clerk() -> User:
    return staff(name="Ni Luh Petugas")


def test_each_pair_is_shown_and_nothing_is_ticked(clerk):
    first, second = spotless(2)
    response = compare_several(signed_in(clerk))
    page = response.content.decode()
    assert [pair.application for pair in response.context["pairs"]] == [first, second]
    assert len(re.findall(r'<input type="checkbox" name="tick"', page)) == 2
    assert "checked" not in page.replace(":checked", "")
    assert page.count('class="crop faces-face"') == 4
    assert "no-store" in response["Cache-Control"]


def test_opened_pairs_are_recorded_and_leased_to_the_clerk(clerk):
    (case,) = spotless(1)
    client = signed_in(clerk)
    fetch_photos(client)
    event = Event.objects.get(name="application:opened", actor_kind="staff")
    assert (event.actor_id, event.subject_id) == (clerk.pk, str(case.pk))
    assert event.data == {"reason": "photo_pairs"}
    opened = Event.objects.filter(name="file:opened", actor_id=clerk.pk)
    assert set(opened.values_list("subject_id", flat=True)) == {
        str(case.card_photo_id),
        str(case.face_photo_id),
    }
    assert CaseLease.objects.get().staff_id == clerk.pk
    assert ticks(at_desk()) == []


def test_only_spotless_free_and_unsampled_cases_are_offered(clerk):
    good, drawn, drawn_anew, approved = spotless(4)
    doubtful = membership.in_review()
    record(doubtful, [Outcome("name_differs", Level.FAIL)])
    membership.in_review()
    Examination.objects.filter(application=drawn).update(sampled=True)
    colleague = staff()
    services.take_lease(application_id=drawn_anew.pk, actor=actor_of(colleague))
    services.assign(
        application_id=approved.pk, staff_id=colleague.pk, actor=membership.clerk(Role.HEAD)
    )
    response = compare_several(signed_in(clerk))
    assert [pair.application.code for pair in response.context["pairs"]] == [good.code]


def test_ticked_cases_are_approved_and_the_rest_stays(clerk):
    first, second, third = spotless(3)
    client = signed_in(clerk)
    shown = fetch_photos(client)
    response = client.post(PAGE, {"tick": [shown[0], shown[2]]})
    assert fates(response) == {first.code: "approved", third.code: "approved"}
    assert "2 orang kini menjadi anggota" in response.content.decode()
    assert Member.objects.count() == 2
    assert Application.objects.get(pk=second.pk).state == "in_review"
    decided = Event.objects.filter(name="application:approved")
    assert list(decided.values_list("actor_id", flat=True)) == [clerk.pk] * 2
    again = client.post(PAGE, {"tick": [shown[0]]})
    assert fates(again) == {first.code: "decided"}
    assert Member.objects.count() == 2


def test_cases_changed_in_the_meantime_are_left_out_and_named(clerk):
    fine, decided, withdrawn, anew, leased = spotless(5)
    client = signed_in(clerk)
    shown = fetch_photos(client)
    CaseLease.objects.filter(application__in=[decided, leased]).delete()
    colleague = membership.clerk()
    services.reject(application_id=decided.pk, reason="other", words="", actor=colleague)
    services.withdraw(application_id=withdrawn.pk, actor=membership.applicant(withdrawn))
    Examination.objects.create(application=anew, run=2, recommendation="look_closer")
    services.take_lease(application_id=leased.pk, actor=colleague)
    response = client.post(PAGE, {"tick": shown})
    assert fates(response) == {
        fine.code: "approved",
        decided.code: "decided",
        withdrawn.code: "decided",
        anew.code: "changed",
        leased.code: "refused",
    }
    page = response.content.decode()
    for case in (decided, withdrawn, anew, leased):
        assert case.code in page
    assert "Rekan Anda sedang memegang kasus ini." in page
    assert states() == ["approved", "in_review", "in_review", "rejected", "withdrawn"]


def test_case_whose_photos_were_not_opened_is_not_approved(clerk):
    (case,) = spotless(1)
    client = signed_in(clerk)
    shown = ticks(client)
    other = at_desk(Role.CLERK)
    other.get(f"/meja/permohonan/{case.code}/foto/card/")
    other.get(f"/meja/permohonan/{case.code}/foto/face/")
    client.get(f"/meja/permohonan/{case.code}/foto/card/")
    assert fates(client.post(PAGE, {"tick": shown})) == {case.code: "not_looked_at"}
    assert states() == ["in_review"]
    client.get(f"/meja/permohonan/{case.code}/foto/face/")
    assert fates(client.post(PAGE, {"tick": shown})) == {case.code: "approved"}


def test_one_case_that_cannot_be_approved_does_not_block_the_others(clerk):
    """One applicant became a member in the meantime; the others are still approved."""
    first, second, third = spotless(3)
    client = signed_in(clerk)
    shown = fetch_photos(client)
    twin = Application.objects.get(pk=first.pk)
    Application.objects.filter(pk=second.pk).update(nik_hash=twin.nik_hash)
    response = client.post(PAGE, {"tick": shown})
    assert fates(response) == {
        first.code: "approved", second.code: "refused", third.code: "approved"
    }  # fmt: skip
    assert "sudah menjadi anggota" in response.content.decode()


def test_twelve_cases_at_a_time_are_shown_earliest_due_first(clerk, django_assert_max_num_queries):
    spotless_cases = spotless(13)
    client = signed_in(clerk)
    client.post(TAKE)
    with django_assert_max_num_queries(11):
        response = client.get(PAGE)
    assert [pair.application for pair in response.context["pairs"]] == spotless_cases[:12]
    many = [f"{case.code}.1" for case in spotless_cases]
    page = client.post(PAGE, {"tick": many}, follow=True).content.decode()
    assert "terlalu banyak sekaligus" in page
    assert set(states()) == {"in_review"}


@pytest.mark.parametrize("tick", ["", "x", "ABCD-EFGH.1", "\x00.1", "' OR 1=1", "ABCD.9" * 99])
def test_invalid_tick_approves_nothing(clerk, tick):
    spotless(1)
    client = signed_in(clerk)
    assert client.post(PAGE, {"tick": tick}).status_code == 200
    assert client.post(PAGE).status_code == 302
    assert states() == ["in_review"]


def test_only_clerks_can_open_the_page():
    for role in (Role.HEAD, Role.ADMINISTRATOR, Role.LIBRARIAN):
        assert at_desk(role).get(PAGE).status_code == 403
        assert at_desk(role).post(PAGE).status_code == 403
        assert at_desk(role).post(TAKE).status_code == 403
    assert Client().get(PAGE)["Location"].startswith("/masuk/")


def test_no_case_is_leased_before_the_button_is_pressed(clerk):
    spotless(2)
    client = signed_in(clerk)
    response = client.get(PAGE)
    assert response.context["pairs"] == []
    assert "2 kasus siap disetujui" in response.content.decode()
    assert TAKE in response.content.decode()
    assert client.get(TAKE)["Location"] == PAGE
    assert not CaseLease.objects.exists()
    assert not Event.objects.filter(name="application:opened").exists()
    assert len(ticks(client)) == 2


def test_view_of_spotless_cases_links_to_the_page(clerk):
    spotless(1)
    assert TAKE in signed_in(clerk).get("/meja/?saran=bersih").content.decode()
    assert TAKE not in signed_in(clerk).get("/meja/").content.decode()
    assert TAKE not in at_desk(Role.HEAD).get("/meja/?saran=bersih").content.decode()
