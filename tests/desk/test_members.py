"""Tests of the pages under /meja/anggota/."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rontal.accounts.roles import Role
from rontal.core.models import Event
from rontal.desk.selectors.card_comparison import spaced
from rontal.membership import services
from rontal.membership.models import Application, Member
from rontal.membership.selectors import members, today
from rontal.membership.suspensions import EmailChange
from tests.support.desk import factories as desk
from tests.support.desk.factories import name
from tests.support.lending import factories as lending
from tests.support.membership import factories
from tests.support.membership.members import ending, expired, fresh, suspended, without_number

pytestmark = pytest.mark.django_db
LIST = "/meja/anggota/"
NUMBERS = count(1)


def at_desk(*roles: Role) -> Client:
    """Returns a client with a login name that no other factory uses."""
    return desk.at_desk(*roles, login_name=f"meja{next(NUMBERS)}")


def page(member: Member, end: str = "") -> str:
    return f"{LIST}{member.pk}/{end}"


def search_members(client: Client, text: str):
    return client.post(f"{LIST}cari/", {"apa": text}, follow=True)


def sheet(member: Member, **changes: str) -> dict[str, str]:
    """Returns the form data of a correction with `changes`."""
    form = members.form_of(fresh(member).application)
    birth = form.birth_date
    typed = {
        "revision": str(fresh(member).revision),
        "name": form.name,
        "identity_kind": form.identity_kind or "",
        "number": form.number,
        "birth_place": form.birth_place,
        "birth_date_day": str(birth.day) if birth else "",
        "birth_date_month": str(birth.month) if birth else "",
        "birth_date_year": str(birth.year) if birth else "",
        "sex": form.sex or "",
        "email": form.email,
        "phone": form.phone,
        "province": form.province,
        "regency": form.regency,
        "district": form.district,
        "village": form.village,
        "street": form.street,
        "reason": "typing_mistake",
    }
    return typed | changes


def many_members(count: int) -> None:
    """Creates so many members directly, because registering them would take long."""
    model = factories.member()
    for number in range(count):
        twin = factories.in_review()
        Member.objects.create(
            user_id=twin.user_id,
            application=twin,
            number=f"X{number:04}",
            nik_hash=b"",
            name=name(number),
            joined_on=model.joined_on,
            valid_until=model.valid_until,
        )


@pytest.mark.whole
@pytest.mark.parametrize("many", [1, 12])
def test_list_needs_the_same_few_queries_for_any_number_of_members(many):
    many_members(many)
    client = at_desk()
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(LIST)
    assert answer.status_code == 200
    assert len(queries) <= 6, [query["sql"][:90] for query in queries]


def test_groups_show_counts_and_lead_to_their_members():
    active, over, suspended_member = factories.member(), expired(), suspended()
    soon = ending(factories.member(), today() + timedelta(days=9))
    client = at_desk()
    for shelf, shown, hidden in [
        ("aktif", active, over),
        ("segera", soon, active),
        ("dijeda", suspended_member, active),
        ("habis", over, active),
    ]:
        text = client.get(LIST, {"rak": shelf}).content.decode()
        assert shown.number in text
        assert hidden.number not in text


def test_members_are_listed_by_when_they_joined():
    member, other = factories.member(), factories.member()
    Member.objects.filter(pk=other.pk).update(joined_on="2020-12-31")
    client = at_desk()
    query = {"tahun": "2020", "bulan": "12"}
    text = client.get(LIST, query).content.decode()
    assert other.number in text
    assert member.number not in text


@pytest.mark.parametrize(
    "query",
    [
        {"rak": "apa"}, {"tahun": "0"}, {"tahun": "99999"}, {"tahun": "2026", "bulan": "13"},
        {"bulan": "x"}, {"halaman": "-1"}, {"halaman": "x"}, {"cari": "1"}, {"tahun": "²⁰²⁶"},
    ],
)  # fmt: skip
def test_invalid_parameters_cost_no_query(query):
    assert at_desk().get(LIST, query).status_code == 200


def test_empty_lists_are_explained():
    text = at_desk().get(LIST, {"rak": "dijeda"}).content.decode()
    assert "empty" in text


def test_number_nik_address_and_name_find_the_member():
    member = factories.member(factories.values(name="I Ketut Rajin"))
    form = members.form_of(member.application)
    client = at_desk()
    for text in (member.number.lower(), form.number, form.email, "rajin ketut"):
        answer = search_members(client, text)
        assert answer.redirect_chain[-1][0] == page(member), text


def test_search_text_is_in_no_address_and_sealed_in_the_session():
    form = members.form_of(factories.member(factories.values(name="I Ketut Rajin")).application)
    factories.member(factories.values(name="I Ketut Rajin"))
    client = at_desk()
    for text in ("ketut rajin", form.email, form.number, "5102051705900009"):
        answer = search_members(client, text)
        trail = " ".join(address for address, _status in answer.redirect_chain)
        assert text not in trail
        assert "ketut" not in trail
        session_data = str(dict(client.session.items()))
        assert text not in session_data
    assert "5102051705900009" not in str(dict(client.session.items()))


def test_several_matches_are_listed_and_stay_listed_on_return():
    both = [factories.member(factories.values(name="I Ketut Rajin")) for _ in range(2)]
    client = at_desk()
    answer = search_members(client, "rajin")
    assert answer.redirect_chain[-1][0] == f"{LIST}?cari=1"
    for member in both:
        assert member.number in answer.content.decode()
    again = client.get(f"{LIST}?cari=1").content.decode()
    assert both[0].number in again
    assert 'value="rajin"' in again


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\x00", "'; drop", "x" * 5000, "1234567890123456", "a@b", "🙂", "% _", "\u202e"],
)
def test_any_search_text_gets_an_answer(text):
    assert search_members(at_desk(), text).status_code == 200


def test_number_of_a_merged_member_leads_to_the_surviving_one():
    surviving, merged = without_number(), factories.member()
    services.join_members(
        surviving_id=surviving.pk,
        merged_id=merged.pk,
        reason="imported_twice",
        actor=factories.clerk(Role.HEAD),
    )
    answer = search_members(at_desk(), merged.number)
    assert answer.redirect_chain[-1][0] == page(surviving)
    assert merged.number in answer.content.decode()


def test_search_needs_few_queries():
    many_members(6)
    client = at_desk()
    search_members(client, "ni wayan")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{LIST}?cari=1")
    assert len(queries) <= 6


@pytest.mark.parametrize("role", [Role.LIBRARIAN, Role.ADMINISTRATOR])
def test_other_roles_have_no_access(role):
    member = factories.member()
    client = at_desk(role)
    assert client.get(LIST).status_code == 403
    assert client.get(page(member)).status_code == 403
    assert client.post(f"{LIST}cari/", {"apa": "sari"}).status_code == 403


def test_page_shows_no_details_until_opened_with_a_reason():
    member = factories.member()
    form = members.form_of(member.application)
    client = at_desk()
    secrets = (spaced(form.number), form.phone, form.email, form.street)
    sealed = client.get(page(member)).content.decode()
    assert not [secret for secret in (*secrets, form.number) if secret in sealed]
    opened = client.post(page(member, "rincian/"), {"reason": "member_asks"})
    assert not [secret for secret in secrets if secret not in opened.content.decode()]
    assert "no-store" in opened["Cache-Control"]
    event = Event.objects.filter(name="application:opened").latest("pk")
    assert event.data == {"reason": "member_asks"}


def test_without_a_reason_nothing_is_opened():
    member = factories.member()
    before = Event.objects.count()
    answer = at_desk().post(page(member, "rincian/"), {"reason": "iseng"})
    assert answer.status_code == 422
    assert Event.objects.filter(name="application:opened").count() == 0 or before
    assert members.form_of(member.application).number not in answer.content.decode()


def test_page_needs_at_most_twelve_queries():
    member = factories.member(factories.child_values())
    factories.member(factories.child_values())
    services.suspend_member(
        member_id=member.pk, reason="asked", words="", until=None, actor=factories.clerk(Role.HEAD)
    )
    client = at_desk(Role.CLERK, Role.HEAD)
    client.get(page(member))
    with CaptureQueriesContext(connection) as queries:
        client.get(page(member))
    assert len(queries) <= 12, [query["sql"][:90] for query in queries]


def test_loans_are_counted_without_titles():
    title = lending.lendable()
    member = factories.member()
    lending.loan(title, lending.Actor.person(member.user_id))
    text = at_desk().get(page(member)).content.decode()
    assert title.title not in text
    assert '<dd class="number">1</dd>' in text


def test_imported_member_with_few_details_is_shown():
    member = without_number()
    Application.objects.filter(pk=member.application_id).update(email="")
    client = at_desk()
    text = client.post(page(member, "rincian/"), {"reason": "member_asks"}).content.decode()
    assert text.count("belum diisi") >= 5
    assert client.get(page(member, "ubah/")).status_code == 200


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_unknown_member_is_not_found(pk):
    client = at_desk(Role.HEAD)
    for end in ("", "ubah/", "jeda/", "tutup/", "gabung/"):
        assert client.get(f"{LIST}{pk}/{end}").status_code == 404


def test_siblings_and_children_link_to_each_other():
    mother = factories.member(factories.values(email="ayu@contoh.example"))
    first, second = (factories.member(factories.child_values()) for _ in range(2))
    client = at_desk()
    assert page(second) in client.get(page(first)).content.decode()
    text = client.get(page(mother)).content.decode()
    assert page(first) in text
    assert page(second) in text


def test_opening_details_is_recorded_and_a_correction_saved():
    member = factories.member()
    client = at_desk()
    assert client.get(page(member, "ubah/")).status_code == 200
    assert Event.objects.latest("pk").data == {"reason": "member_correction"}
    answer = client.post(page(member, "ubah/"), sheet(member, name="Ni Wayan Sarini"), follow=True)
    assert answer.redirect_chain[-1][0] == page(member)
    assert fresh(member).name == "Ni Wayan Sarini"


def test_invalid_value_is_explained_beside_its_field_and_typed_values_remain():
    member = factories.member()
    typed = sheet(member, number="123", phone="12", name="Ni Wayan Baru")
    answer = at_desk().post(page(member, "ubah/"), typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "tepat 16 angka" in text or "16 digit" in text
    assert 'value="Ni Wayan Baru"' in text
    assert fresh(member).revision == 0


def test_correction_by_a_colleague_is_not_lost():
    member = factories.member()
    client, typed = at_desk(), sheet(member, phone="0813 9999 0000")
    at_desk().post(page(member, "ubah/"), sheet(member, name="Ni Wayan Sarini"))
    answer = client.post(page(member, "ubah/"), typed)
    assert answer.status_code == 422
    assert "0813 9999 0000" in answer.content.decode()
    assert fresh(member).name == "Ni Wayan Sarini"
    assert members.form_of(fresh(member).application).phone != "+6281399990000"


def test_owner_of_a_taken_number_is_shown_to_the_head_and_not_to_a_clerk():
    other, member = factories.member(), without_number()
    number = members.form_of(other.application).number
    typed = sheet(member, identity_kind="ktp", number=number)
    clerk, head = at_desk(), at_desk(Role.HEAD)
    assert other.number not in clerk.post(page(member, "ubah/"), typed).content.decode()
    assert other.number in head.post(page(member, "ubah/"), typed).content.decode()


def test_new_address_awaits_confirmation_and_can_be_discarded():
    member = factories.member()
    client = at_desk()
    client.post(page(member, "ubah/"), sheet(member, email="baru@contoh.example"))
    assert EmailChange.objects.count() == 1
    assert "baru@contoh.example" not in client.get(page(member)).content.decode()
    client.post(page(member, "surel/batal/"))
    assert not EmailChange.objects.exists()


def test_without_script_choosing_another_province_loads_its_regencies_and_loses_nothing():
    member = factories.member()
    typed = sheet(member, province="35", name="Nama Baru", phone="12") | {"regions": "province"}
    answer = at_desk().post(page(member, "ubah/"), typed)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Malang" in text
    assert 'value="Nama Baru"' in text
    assert fresh(member).revision == 0


@pytest.mark.parametrize("emptied", ["name", "number", "email", "street", "birth_date_day"])
def test_known_values_cannot_be_emptied_by_mistake(emptied):
    member = factories.member()
    answer = at_desk().post(page(member, "ubah/"), sheet(member, **{emptied: ""}))
    assert answer.status_code == 422
    assert fresh(member).revision == 0


@pytest.mark.whole
@pytest.mark.parametrize(
    "changes",
    [
        {"revision": "x"}, {"revision": "-1"}, {"revision": "9" * 40}, {"reason": ""},
        {"birth_date_day": "31", "birth_date_month": "2"}, {"sex": "lain"}, {"province": "zz"},
        {"number": "\x00"}, {"name": "A\u202eB"}, {"name": "x" * 5000}, {"identity_kind": "sim"},
    ],
)  # fmt: skip
def test_invalid_details_get_a_clear_answer(changes):
    member = factories.member()
    answer = at_desk().post(page(member, "ubah/"), sheet(member, **changes))
    assert answer.status_code in (302, 422)
    assert fresh(member).application.identity_kind == "ktp"


def test_clerk_renews_by_one_press_and_a_second_press_reports_the_first():
    member = ending(factories.member(), today() + timedelta(days=9))
    client, form = at_desk(), {"seen": member.valid_until.isoformat()}
    assert "Perpanjang sampai" in client.get(page(member)).content.decode()
    client.post(page(member, "perpanjang/"), form)
    until = fresh(member).valid_until
    assert until.year == member.valid_until.year + 5
    client.post(page(member, "perpanjang/"), form)
    client.post(page(member, "perpanjang/"), {"seen": "kapan"})
    assert fresh(member).valid_until == until


def test_head_suspends_and_lifts_and_a_clerk_does_not():
    member = factories.member()
    fields = {"reason": "shared_access", "until": "", "words": "Mari bicara."}
    assert at_desk().post(page(member, "jeda/"), fields).status_code == 403
    head = at_desk(Role.HEAD)
    head.post(page(member, "jeda/"), fields)
    assert fresh(member).state == "suspended"
    assert "Mari bicara." in head.get(page(member)).content.decode()
    head.post(page(member, "pulihkan/"))
    assert fresh(member).state == "active"


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": ""}, {"reason": "sebal"}, {"until": "2020-01-01"}, {"until": "kapan"},
        {"reason": "other", "words": ""},
    ],
)  # fmt: skip
def test_invalid_suspension_is_explained_and_typed_values_remain(changes):
    member = factories.member()
    fields = {"reason": "asked", "until": "", "words": "Kata saya"} | changes
    answer = at_desk(Role.HEAD).post(page(member, "jeda/"), fields)
    assert answer.status_code == 422
    assert fields["words"] in answer.content.decode()
    assert fresh(member).state == "active"


def test_closing_needs_confirmation_and_shows_the_message():
    member = factories.member()
    head = at_desk(Role.HEAD)
    assert head.get(page(member, "tutup/")).status_code == 200
    page_text = head.post(page(member, "tutup/"), {"reason": "moved_away"}).content.decode()
    assert member.application.name in page_text
    assert fresh(member).state == "active"
    head.post(page(member, "tutup/"), {"reason": "moved_away", "confirmed": "1"})
    assert fresh(member).state == "closed"
    assert head.get(page(member)).status_code == 200
    assert head.get(page(member, "ubah/")).status_code == 302
    assert (
        head.post(page(member, "tutup/"), {"reason": "asked", "confirmed": "1"}).status_code == 200
    )


def test_merging_shows_both_members_on_record_and_asks_for_the_surviving_one():
    surviving, merged = without_number(), factories.member()
    head = at_desk(Role.HEAD)
    answer = head.post(page(surviving, "gabung/"), {"other": merged.number.lower()})
    assert answer["Location"] == page(surviving, f"gabung/{merged.pk}/")
    text = head.get(answer["Location"]).content.decode()
    assert spaced(members.form_of(merged.application).number) in text
    reasons = [e.data["reason"] for e in Event.objects.filter(name="application:opened")]
    assert reasons.count("member_joining") == 2
    fields = {"stays": str(surviving.pk), "reason": "imported_twice"}
    assert head.post(page(surviving, f"gabung/{merged.pk}/"), fields)["Location"] == page(surviving)
    assert fresh(merged).joined_into_id == surviving.pk
    assert surviving.number in head.get(page(merged)).content.decode()


@pytest.mark.whole
@pytest.mark.parametrize("other", ["", "TIDAK-ADA", "\x00", "sendiri", "tertutup"])
def test_number_that_cannot_be_merged_is_explained(other):
    member, gone = factories.member(), factories.member()
    services.close_member(member_id=gone.pk, reason="asked", actor=factories.clerk(Role.HEAD))
    typed = {"sendiri": member.number, "tertutup": gone.number}.get(other, other)
    answer = at_desk(Role.HEAD).post(page(member, "gabung/"), {"other": typed})
    assert answer.status_code == 422


def test_different_people_are_not_merged_and_the_page_explains_it():
    first, second = factories.member(), factories.member()
    fields = {"stays": str(first.pk), "reason": "registered_twice"}
    answer = at_desk(Role.HEAD).post(page(first, f"gabung/{second.pk}/"), fields)
    assert answer.status_code == 422
    assert fresh(second).state == "active"
    for nonsense in ({"stays": "0", "reason": "x"}, {"stays": "abc"}, {}):
        answer = at_desk(Role.HEAD).post(page(first, f"gabung/{second.pk}/"), nonsense)
        assert answer.status_code in (200, 422)


def test_decided_case_links_to_its_membership_and_back():
    member = factories.member()
    client = at_desk()
    case = f"/meja/permohonan/{member.application.code}/"
    assert page(member) in client.get(case).content.decode()
    assert case in client.get(page(member)).content.decode()
