"""Tests of sending: once, with or without proof of work, without revealing who is known."""

import json
from base64 import b64decode, b64encode
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from rontal.core import clock
from rontal.core.limits import Limit
from rontal.core.models import Event
from rontal.membership.models import Application, Draft
from rontal.web.registration import limits
from tests.support.membership import factories
from tests.support.web.registration import walk
from tests.support.web.registration.sending import solve

pytestmark = pytest.mark.django_db


def few(name: str, count: int = 1) -> Limit:
    return Limit(f"test.{name}", count, timedelta(hours=1))


def shown(answer: Any, client: Client) -> str:
    """Returns the thank-you page's text with its code replaced."""
    code = client.get(answer["Location"]).context["code"]
    return walk.text_of(client.get(answer["Location"])).replace(code, "KODE")


def test_double_click_gives_one_application_and_one_answer(client: Client) -> None:
    walk.fill(client, factories.values())
    key = walk.key_of(client)
    cookie = client.cookies["draf"].value
    first = client.post("/daftar/periksa/", {"key": key})
    code = client.cookies["terkirim"].value
    client.cookies["draf"] = cookie
    second = client.post("/daftar/periksa/", {"key": key})
    assert first["Location"] == second["Location"] == "/daftar/terkirim/"
    assert client.cookies["terkirim"].value.split(":")[0] == code.split(":")[0]
    assert Application.objects.count() == 1


def test_sending_again_shows_the_same_thanks(client: Client) -> None:
    walk.fill(client, factories.values())
    key = walk.key_of(client)
    client.post("/daftar/periksa/", {"key": key})
    assert client.post("/daftar/periksa/", {"key": key})["Location"] == "/daftar/terkirim/"
    assert Application.objects.count() == 1


@pytest.mark.parametrize("key", ["", "0" * 64, "\x00", "x" * 5000])
def test_foreign_key_sends_nothing(client: Client, key: str) -> None:
    walk.fill(client, factories.values())
    assert client.post("/daftar/periksa/", {"key": key})["Location"] == "/daftar/periksa/"
    assert not Application.objects.exists()


def test_thanks_are_shown_to_the_sender_only(client: Client) -> None:
    assert client.get("/daftar/terkirim/")["Location"] == "/daftar/"


def test_existing_number_is_answered_like_a_new_one(client: Client) -> None:
    known = factories.values()
    factories.activated(known)
    walk.fill(client, known | {"email": "lain@contoh.example"})
    to_known = shown(walk.send(client), client)
    other = Client()
    walk.fill(other, factories.values())
    to_new = shown(walk.send(other), other)
    assert to_known == to_new
    assert Event.objects.filter(name="application:duplicate").exists()
    names = list(Application.objects.values_list("state", flat=True).order_by("pk"))
    assert names == ["checking", "awaiting_activation", "awaiting_activation"]


def test_solved_challenge_is_accepted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SEND_WITHOUT_PROOF", few("none", 0))
    walk.fill(client, factories.values())
    assert walk.send(client, altcha=solve(client))["Location"] == "/daftar/terkirim/"


def test_solution_is_invalid_in_another_form(client: Client) -> None:
    walk.fill(client, factories.values())
    used = solve(client)
    walk.send(client, altcha=used)
    other = Client()
    walk.fill(other, factories.values())
    answer = walk.send(other, altcha=used)
    assert answer.status_code == 422
    assert "Tekan Kirim lagi" in walk.text_of(answer)
    assert Application.objects.count() == 1
    assert walk.send(other)["Location"] == "/daftar/terkirim/", "nothing is lost"


def altered(payload: str, **changes: Any) -> str:
    challenge = json.loads(b64decode(payload))
    challenge["challenge"]["parameters"].update(changes)
    return b64encode(json.dumps(challenge).encode()).decode()


def test_altered_and_invalid_solutions_are_refused(client: Client) -> None:
    walk.fill(client, factories.values())
    good = solve(client)
    late = int((clock.now() + timedelta(days=1)).timestamp())
    bad = [altered(good, keyPrefix=""), altered(good, expiresAt=late), altered(good, cost=0)]
    bad += ["x", "{}", b64encode(b"[]").decode(), b64encode(b"{" * 999).decode(), "x" * 90_000]
    bad += [b64encode(json.dumps({"challenge": {}, "solution": {}}).encode()).decode()]
    bad += [good[:-9], "‮" + good, "null", b64encode(b"null").decode(), b64encode(b'"x"').decode()]
    for payload in bad:
        answer = walk.send(client, altcha=payload)
        assert answer.status_code == 422, payload[:40]
    assert not Application.objects.exists()


def test_challenge_is_valid_for_half_an_hour(client: Client) -> None:
    walk.fill(client, factories.values())
    payload = solve(client)
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        assert walk.send(client, altcha=payload).status_code == 422


def test_without_a_draft_there_is_no_challenge(client: Client) -> None:
    assert client.get("/daftar/altcha/").status_code == 404


@pytest.mark.parametrize("limit", ["SEND_WITHOUT_PROOF", "SEND_TO_EMAIL", "SEND_FOR_NUMBER"])
def test_over_a_limit_the_page_shows_when_to_return_and_loses_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(limits, limit, few(limit, 0))
    walk.fill(client, factories.values(name="Ni Luh Kerti"))
    answer = walk.send(client)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert "Ni Luh Kerti" in walk.text_of(answer)
    assert Draft.objects.exists()
    monkeypatch.undo()
    assert walk.send(client)["Location"] == "/daftar/terkirim/"


def test_limits_by_target_do_not_depend_on_the_sender(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SEND_TO_EMAIL", few("email", 1))
    walk.fill(client, factories.values(email="Sasaran@contoh.example"))
    assert walk.send(client).status_code == 302
    other = Client(REMOTE_ADDR="198.51.100.7")
    walk.fill(other, factories.values(email="sasaran@contoh.example"))
    assert walk.send(other).status_code == 429


def test_too_many_drafts_from_one_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "START", few("start", 1))
    walk.begin(client)
    answer = Client().post("/daftar/")
    assert answer.status_code == 429
    assert answer["Retry-After"]
    assert Client(REMOTE_ADDR="198.51.100.7").post("/daftar/").status_code == 302


def test_incomplete_draft_lists_the_missing_fields(client: Client) -> None:
    walk.begin(client)
    answer = walk.send(client)
    assert answer.status_code == 422
    assert walk.errors_of(answer).count("Mohon diisi") > 5
