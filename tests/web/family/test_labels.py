"""Tests of what the guardians' page calls things, and of what a guardian's copy leaves out."""

import json
from datetime import date

import pytest
from django.test import Client

from rontal.core.actors import Actor, ActorKind
from rontal.membership.models import Member
from rontal.membership.selectors.families import address_hash
from rontal.membership.selectors.guardianship import Child, child_of_address
from rontal.privacy.labels import ACTORS_FOR_GUARDIAN
from rontal.web.family.child_page import SUBJECTS_FOR_GUARDIAN, context_of
from tests.support.membership import factories
from tests.support.web.family import entered, page_of
from tests.support.web.visitors import client_of, text

pytestmark = pytest.mark.django_db
OWN = "sekolah@contoh.example"


@pytest.fixture
def member() -> Member:
    values = factories.child_values(date(2012, 5, 1), email=OWN, phone="0812 7777 1111")
    return factories.member(values)


def found(member: Member) -> Child:
    return child_of_address(address_hash("ayu@contoh.example"), member.application.code)


def test_copy_for_the_guardian_has_no_email_and_phone_of_the_child(member: Member) -> None:
    answer = entered(member).get(f"{page_of(member)}unduh/")
    content = answer.content.decode()
    assert OWN not in content
    assert "7777" not in content
    details = json.loads(content)["details"]
    assert not {"email", "phone"} & details.keys()
    assert details["number"], "the identity number, as the pages say"


def test_guardian_and_child_read_that_a_copy_holds_the_identity_number(member: Member) -> None:
    assert "nomor identitas lengkap" in text(Client().get("/keluarga/"))
    own = text(client_of(Actor.person(member.user_id)).get("/akun/data/"))
    assert "dengan nomor identitas, tanpa surel" in own


def test_trail_is_worded_for_the_guardian_and_for_the_child(member: Member) -> None:
    browser, own = entered(member), client_of(Actor.person(member.user_id))
    own.get("/akun/data/")
    browser.get(page_of(member))
    lines = {(str(one.who), str(one.what)) for one in context_of(found(member))["lines"]}
    assert ("Anda", "Daftar anak Anda") in lines
    assert ("Anda", "Halaman ini") in lines
    assert not any("wali" in part.lower() for line in lines for part in line)
    assert "Halaman tentang Anda, untuk orang tua dan wali" in text(own.get("/akun/data/"))


def test_photo_and_details_are_those_of_the_child() -> None:
    assert str(SUBJECTS_FOR_GUARDIAN[""]) == "Data anak Anda"
    assert str(SUBJECTS_FOR_GUARDIAN["application_card"]) == "foto kartu"
    assert str(ACTORS_FOR_GUARDIAN[ActorKind.PERSON]) == "Anak Anda"
