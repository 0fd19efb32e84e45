"""Tests of reply templates: edited by the head, used by clerks."""

import pytest
from django.test import Client

from rontal.accounts.roles import Role
from rontal.accounts.selectors import actor_of
from rontal.membership.models import Application
from rontal.standard.replies import selectors, services
from rontal.standard.replies.models import ReplyTemplate, ReplyUse
from rontal.standard.replies.rules import Reply, ReplyKind
from tests.support.accounts.factories import person, staff
from tests.support.desk.factories import at_desk, signed_in
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db
C, R, T = ReplyKind.CORRECTION, ReplyKind.REJECTION, ReplyKind.TICKET
SHEET = {
    "name": "Kartu terlipat",
    "reasons": ["photo_card_unreadable"],
    "words": "Halo {name}, ratakan kartunya. Waktu Anda {days} hari.",
    "words_en": "Hello {name}, please flatten the card. You have {days} days.",
    "place": "5",
}


def a_template(kind=C, **changes) -> selectors.TemplateVersion:
    values = {
        "name": "Kartu terlipat",
        "reasons": ("photo_card_unreadable",) if kind is C else (),
        "words": "Halo {name}." if kind is not T else "Terima kasih, {code}.",
        "words_en": "Hello {name}." if kind is not T else "Thank you, {code}.",
    }
    template = services.add_reply(
        reply=Reply(kind, **values | changes), actor=actor_of(staff(Role.HEAD))
    )
    return selectors.template(template.pk)


def case_of(**typed) -> Application:
    return membership.in_review(membership.values(**typed))


def path(case, rest: str) -> str:
    return f"/meja/permohonan/{case.code}/{rest}"


def page_of(case) -> str:
    """Returns the page of a case as a clerk reads it who has taken it."""
    client = at_desk()
    return str(client.post(path(case, "ambil/"), follow=True).content.decode())


def test_head_saves_a_template_and_sees_it_in_the_list():
    client = at_desk(Role.HEAD)
    response = client.post("/meja/alasan/baru/perbaikan/", SHEET)
    assert response.status_code == 302
    page = client.get("/meja/alasan/").content.decode()
    assert "Kartu terlipat" in page


def test_unknown_placeholder_is_refused_with_an_explanation():
    client = at_desk(Role.HEAD)
    response = client.post("/meja/alasan/baru/perbaikan/", SHEET | {"words": "Halo {nama}!"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "{nama} tidak dapat diisi" in page
    assert "{name}, {code}, {library}, {days}" in page
    assert "Halo {nama}!" in page


def test_form_shows_a_preview():
    template = a_template(words="Halo {name}, {days} hari.")
    page = at_desk(Role.HEAD).get(f"/meja/alasan/{template.template_id}/").content.decode()
    assert "Halo Ni Wayan Sari, 30 hari." in page


def test_each_change_makes_a_version_and_the_second_editor_keeps_the_typed_text():
    template = a_template()
    client, sheet = at_desk(Role.HEAD), f"/meja/alasan/{template.template_id}/"
    assert client.post(sheet, SHEET | {"number": "1"}).status_code == 302
    late = client.post(sheet, SHEET | {"number": "1", "words": "Kata saya sendiri."})
    page = late.content.decode()
    assert late.status_code == 422
    assert "Kata saya sendiri." in page
    assert "Orang lain" in page
    again = client.post(sheet, SHEET | {"number": "2", "words": "Kata saya sendiri."})
    assert again.status_code == 302
    assert selectors.template(template.template_id).number == 3


@pytest.mark.parametrize("number", ["", "x", "-1", "99999999999999999999"])
def test_invalid_version_number_is_reported(number):
    template = a_template()
    sheet = f"/meja/alasan/{template.template_id}/"
    assert at_desk(Role.HEAD).post(sheet, SHEET | {"number": number}).status_code == 422


@pytest.mark.parametrize("address", ["999999/", "baru/lain/"])
def test_unknown_templates_are_not_found(address):
    assert at_desk(Role.HEAD).get(f"/meja/alasan/{address}").status_code == 404


def test_routes():
    template = a_template()
    addresses = ["", "baru/penolakan/", f"{template.template_id}/"]
    for client in (at_desk(), at_desk(Role.LIBRARIAN), signed_in(person())):
        for address in addresses:
            assert client.get(f"/meja/alasan/{address}").status_code == 403
        response = client.post(f"/meja/alasan/{template.template_id}/pensiunkan/")
        assert response.status_code == 403
    assert Client().get("/meja/alasan/")["Location"].startswith("/masuk/")


def test_the_list_needs_few_queries(django_assert_max_num_queries):
    for number in range(8):
        a_template(name=f"Templat {number}")
    client = at_desk(Role.HEAD)
    with django_assert_max_num_queries(6):
        client.get("/meja/alasan/")


def test_clerk_starts_with_a_template_filled_in_the_applicants_language():
    a_template(words="Halo {name} ({code}), {days} hari. {library}")
    case = case_of(name="Ni Luh Ayu")
    page = page_of(case)
    assert f"Halo Ni Luh Ayu ({case.code}), 30 hari. Perpustakaan" in page


def test_english_applicant_gets_the_english_text():
    a_template()
    case = case_of(name="Ann Lee")
    Application.objects.filter(pk=case.pk).update(language="en")
    assert 'data-words="Hello Ann Lee."' in page_of(case)


def test_without_script_a_button_inserts_the_template_and_the_typed_text_remains():
    template = a_template()
    case = case_of(name="Ni Luh Ayu")
    response = at_desk().post(
        path(case, "perbaikan/"),
        {
            "fill": "1",
            "choose": str(template.version_id),
            "words": "Ketikan saya.",
            "reasons": ["name_differs"],
        },
    )
    form = response.context["correction"]
    assert form.initial["words"] == "Ketikan saya.\n\nHalo Ni Luh Ayu."
    assert form.initial["reasons"] == ["name_differs", "photo_card_unreadable"]
    assert response.context["open"] == "correction"
    assert Application.objects.get(pk=case.pk).state == "in_review"


def test_another_template_replaces_an_unedited_text():
    first, second = a_template(name="Satu"), a_template(name="Dua", words="Kalimat kedua.")
    case = case_of(name="Ni Luh Ayu")
    response = at_desk().post(
        path(case, "perbaikan/"),
        {
            "fill": "1",
            "choose": str(second.version_id),
            "template": str(first.version_id),
            "words": "Halo Ni Luh Ayu.",
        },
    )
    assert response.context["correction"].initial["words"] == "Kalimat kedua."


@pytest.mark.whole
@pytest.mark.parametrize("choice", ["", "x", "999999", "-1", "\x00", "9" * 60])
def test_invalid_choice_changes_nothing(choice):
    case = case_of()
    response = at_desk().post(
        path(case, "perbaikan/"), {"fill": "1", "choose": choice, "words": "Tetap."}
    )
    assert response.status_code == 200
    assert response.context["correction"].initial["words"] == "Tetap."


def test_ticked_reasons_of_the_recommendation_remain():
    from rontal.verification.rules import Level, Outcome
    from tests.support.desk.factories import record

    template = a_template(reasons=("name_differs",))
    case = case_of()
    record(case, [Outcome("card_blurred", Level.FAIL)])
    client = at_desk()
    suggested = client.get(path(case, "")).context["correction"].initial["reasons"]
    response = client.post(
        path(case, "perbaikan/"),
        {"fill": "1", "choose": str(template.version_id), "words": "", "reasons": suggested},
    )
    assert response.context["correction"].initial["reasons"] == [*suggested, "name_differs"]


def test_uses_are_counted_and_an_old_decision_names_a_retired_template():
    template = a_template(R, name="Sudah anggota", reasons=("duplicate",))
    case = case_of()
    client = at_desk()
    sent = {
        "reason": "duplicate",
        "words": "Halo.",
        "template": str(template.version_id),
        "confirmed": "1",
    }
    assert client.post(path(case, "tolak/"), sent).status_code == 302
    assert ReplyUse.objects.get().version_id == template.version_id
    services.change_reply(
        template_id=template.template_id,
        reply=Reply(R, "Nama baru", ("duplicate",), "Lain.", "Else."),
        number=1,
        actor=actor_of(staff(Role.HEAD)),
    )
    services.retire_reply(template_id=template.template_id, actor=actor_of(staff(Role.HEAD)))
    page = client.get(path(case, "")).content.decode()
    assert "Sudah anggota" in page
    assert "Halo." in page


@pytest.mark.parametrize("posted", ["x", "999999", "9" * 19, "1\x00"])
def test_invalid_template_is_not_counted_and_does_not_stop_the_decision(posted):
    case = case_of()
    at_desk().post(
        path(case, "perbaikan/"), {"reasons": ["other"], "words": "Halo.", "template": posted}
    )
    assert not ReplyUse.objects.exists()


def test_preview_carries_the_template():
    template = a_template()
    case = case_of()
    page = at_desk().post(
        path(case, "perbaikan/"),
        {
            "reasons": ["name_differs"],
            "words": "Halo.",
            "template": str(template.version_id),
            "preview": "1",
        },
    )
    assert f'name="template" value="{template.version_id}"' in page.content.decode()


def test_answer_to_a_ticket_starts_with_a_template_and_is_counted():
    from rontal.feedback import services as feedback
    from tests.support.feedback import factories as feedback_factories

    template = a_template(T)
    clerk = staff()
    ticket = feedback_factories.ticket()
    feedback.take(ticket_id=ticket.pk, actor=actor_of(clerk))
    client = signed_in(clerk)
    filled = client.post(
        f"/meja/pengaduan/{ticket.code}/jawab/",
        {"fill": "1", "choose": str(template.version_id), "words": "Ketikan."},
    )
    assert filled.context["answer"].initial["words"] == f"Ketikan.\n\nTerima kasih, {ticket.code}."
    client.post(
        f"/meja/pengaduan/{ticket.code}/jawab/",
        {"words": "Terima kasih.", "template": str(template.version_id)},
    )
    assert ReplyUse.objects.get().version_id == template.version_id


def test_without_templates_there_is_no_choice():
    ReplyTemplate.objects.update(retired_at="2026-01-01T00:00:00Z")
    assert "data-begin-with" not in at_desk().get(path(case_of(), "")).content.decode()
