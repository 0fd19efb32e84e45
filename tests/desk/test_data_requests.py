"""Tests of the pages under /meja/permintaan/."""

import re
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import IdentityCheck, RequestChannel, RequestKind
from rontal.data_requests.states import DataRequestState
from rontal.standard.replies.models import ReplyUse
from rontal.standard.replies.rules import ReplyKind
from rontal.standard.replies.selectors import offered
from rontal.standard.selectors import library
from tests.support.accounts.factories import staff
from tests.support.data_requests import factories
from tests.support.data_requests.factories import EMAIL, NAME, WORDS
from tests.support.desk.factories import at_desk, signed_in
from tests.support.membership.factories import member
from tests.support.policies import with_policies

pytestmark = pytest.mark.django_db
DESK = "/meja/permintaan/"


def sheet(**changes: str) -> dict[str, str]:
    today = clock.now().astimezone(library().tz).date().isoformat()
    values = {"channel": "letter", "received_on": today, "kind": "erasure", "language": "id"}
    return values | {"words": "Hapus data saya.", "name": NAME, "key": "lembar"} | changes


def handled(*roles: Role, **changes) -> tuple[Client, DataRequest]:
    """Returns the client of a request's handler, and the request."""
    user = staff(*roles)
    actor = Actor.staff(user.pk, frozenset(roles or (Role.CLERK,)))
    return signed_in(user), factories.in_progress(actor, **changes)[0]


def page(client: Client, request: DataRequest) -> str:
    return client.get(f"{DESK}{request.code}/").content.decode()


def test_letter_is_entered_once_and_its_code_shown():
    client = at_desk()
    answers = [client.post(DESK + "catat/", sheet()) for _ in range(2)]
    codes = {re.search(r"<strong>([A-Z0-9-]{19})<", one.content.decode())[1] for one in answers}
    assert len(codes) == 1
    request = DataRequest.objects.get()
    assert (request.channel, request.kind) == (RequestChannel.LETTER, RequestKind.ERASURE)
    for day in ("2999-01-01", "0001-01-01", "2020-01-01"):
        assert client.post(DESK + "catat/", sheet(received_on=day)).status_code == 422


def test_clock_of_a_letter_of_today_runs_from_the_beginning_of_the_day(settings):
    settings.LIBRARY = with_policies(settings.LIBRARY, data_request_hours=48)
    afternoon = datetime(2026, 11, 27, 16, tzinfo=library().tz)
    with time_machine.travel(afternoon, tick=False):
        client = at_desk()
        assert "48 jam" in client.get(DESK + "catat/").content.decode()
        client.post(DESK + "catat/", sheet())
    request = DataRequest.objects.get()
    assert request.received_at == afternoon.replace(hour=0)
    assert request.due_at == afternoon.replace(day=29, hour=0)


def test_register_shows_neither_names_nor_texts():
    factories.data_request()
    text = at_desk().get(DESK).content.decode()
    assert DataRequest.objects.get().code in text
    assert not [secret for secret in (NAME, EMAIL, WORDS) if secret in text]


def test_clerk_handles_a_request_from_taking_to_the_answer():
    client, request = at_desk(), factories.data_request(kind=RequestKind.CORRECTION)
    owner, address = member(), f"{DESK}{request.code}/"
    client.post(address + "ambil/")
    early = client.post(address + "penuhi/", {"acts": ["corrected"], "words": "Sudah."})
    assert early.status_code == 409
    assert "Sudah." in early.content.decode()
    client.post(address + "akun/", {"login_name": owner.number.lower()})
    client.post(address + "identitas/", {"check": "card_seen"})
    assert f"/meja/anggota/{owner.pk}/ubah/" in page(client, request)
    template = offered(ReplyKind.DATA_REQUEST)[0].version_id
    client.post(
        address + "penuhi/", {"acts": ["corrected"], "words": "Sudah.", "template": template}
    )
    request.refresh_from_db()
    assert (request.state, request.acts) == (DataRequestState.FULFILLED, ["corrected"])
    assert request.identity_check == IdentityCheck.CARD_SEEN
    assert ReplyUse.objects.filter(about=f"data_requests.datarequest:{request.pk}").exists()
    assert "Sudah." in page(client, request)


def test_template_is_inserted_without_javascript():
    client, request = handled()
    version = offered(ReplyKind.DATA_REQUEST)[0]
    posted = {"fill": "1", "choose": version.version_id, "acts": ["trail_given"], "words": ""}
    text = client.post(f"{DESK}{request.code}/penuhi/", posted).content.decode()
    assert request.code in text
    assert version.reply.words.replace("{code}", request.code).split("\n")[0] in text
    assert request.state == DataRequestState.IN_PROGRESS


def test_question_note_refusal_and_handing_on():
    client, request = handled(checked=False)
    address, colleague = f"{DESK}{request.code}/", staff()
    client.post(address + "tanya/", {"words": "Tanggal lahir?"})
    assert "Tanggal lahir?" in page(client, request)
    client.post(address + "lanjut/")
    client.post(address + "catatan/", {"words": "Sudah ditelepon"})
    assert client.post(address + "tolak/", {"words": "Maaf"}).status_code == 422
    client.post(address + "tolak/", {"ground": "law_keeps", "words": "Maaf"})
    request.refresh_from_db()
    assert (request.state, request.refusal) == (DataRequestState.REFUSED, "law_keeps")
    other_client, other = handled()
    other_client.post(f"{DESK}{other.code}/serahkan/", {"to": colleague.pk})
    other.refresh_from_db()
    assert other.handler_id == colleague.pk


def test_unknown_number_and_number_of_staff_are_refused():
    client, request = handled()
    for number in ("TIDAK-ADA", staff().login_name):
        answer = client.post(f"{DESK}{request.code}/akun/", {"login_name": number})
        assert answer.status_code == 422
    request.refresh_from_db()
    assert request.account_id is None


def test_name_is_shown_once_to_the_handler_and_recorded():
    client, request = handled()
    assert NAME not in page(client, request)
    assert NAME in client.post(f"{DESK}{request.code}/kontak/").content.decode()
    assert NAME not in page(client, request)
    assert Event.objects.filter(name="data_request:contact_opened").count() == 1
    assert at_desk().post(f"{DESK}{request.code}/kontak/").status_code in (403, 409)


def test_erasure_links_the_head_to_closing_and_tells_clerks_who_may():
    owner = member()
    for role, link in ((Role.HEAD, True), (Role.CLERK, False)):
        client, request = handled(role, kind=RequestKind.ERASURE)
        client.post(f"{DESK}{request.code}/akun/", {"login_name": owner.number})
        assert (f"/meja/anggota/{owner.pk}/tutup/" in page(client, request)) is link


def test_figures_are_for_the_head():
    client, request = handled(Role.HEAD)
    client.post(f"{DESK}{request.code}/penuhi/", {"acts": ["explained"], "words": "Begini."})
    text = client.get(DESK + "angka/").content.decode()
    assert "100 %" in text
    assert at_desk().get(DESK + "angka/").status_code == 403


def test_page_takes_few_queries(django_assert_max_num_queries):
    client, request = handled()
    client.get(f"{DESK}{request.code}/")
    with django_assert_max_num_queries(22):
        client.get(f"{DESK}{request.code}/")
