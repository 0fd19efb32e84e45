"""Tests for versions of the service standard: drafted, published complete, never changed
afterwards.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from rontal.core import clock
from rontal.core.errors import Invalid, NotAllowed, NotFound
from rontal.core.models import Event
from rontal.standard.policies import StandardPolicies
from rontal.standard.publication import rules, selectors, services
from rontal.standard.publication.errors import ChangedMeanwhile, NoDraft
from rontal.standard.publication.models import StandardComponent, StandardVersion
from rontal.standard.publication.rules import Channel, ChannelRow, Component, Part
from rontal.standard.steps.rules import Step
from rontal.standard.steps.selectors import promises
from tests.support.standard.publishing import CLERK, HEAD, decree, draft, published

pytestmark = pytest.mark.django_db


def test_standard_has_the_fourteen_components_of_the_law():
    assert len(Part) == 14
    assert [part.value for part in rules.DELIVERY] == [
        "requirements", "procedure", "time", "fee", "product", "complaints",
    ]  # fmt: skip


def test_before_any_decree_the_program_describes_its_own_steps():
    version = selectors.current()
    assert not version.is_decreed
    assert not any(component.is_empty for component in version.components.values())
    assert version["time"].minutes == 14 * 60
    assert all(component.text_en for component in version.components.values())


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("decree_number", "standard_no_decree_number"),
        ("decree_date", "standard_no_decree_date"),
        ("in_force_from", "standard_no_in_force_from"),
        ("signatory_name", "standard_no_signatory_name"),
        ("signatory_office", "standard_no_signatory_office"),
    ],
)
def test_decree_without_one_of_its_parts_is_refused_by_name(field, code):
    empty = None if field in ("decree_date", "in_force_from") else ""
    number = draft(decree(**{field: empty}))
    with pytest.raises(Invalid) as refused:
        services.publish(number=number, actor=HEAD)
    assert refused.value.fields == {field: code}
    assert selectors.in_force() is None


def test_a_decree_of_tomorrow_and_a_standard_before_its_decree_are_refused():
    tomorrow = selectors.today() + timedelta(1)
    number = draft(decree(decree_date=tomorrow, in_force_from=selectors.today()))
    with pytest.raises(Invalid) as refused:
        services.publish(number=number, actor=HEAD)
    assert refused.value.fields == {
        "decree_date": "standard_decree_to_come",
        "in_force_from": "standard_before_its_decree",
    }


def test_database_refuses_a_published_version_without_a_decree():
    number = draft(decree(decree_number=""))
    rows = StandardVersion.objects.filter(number=number)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**{"state": "published", "published_at": clock.now()})


def test_every_component_needs_a_text():
    number = draft()
    fee = selectors.draft()[Part.FEE]
    services.save_component(component=replace(fee, text="", text_en=""), actor=HEAD)
    with pytest.raises(Invalid) as refused:
        services.publish(number=number, actor=HEAD)
    assert refused.value.fields == {"fee": "standard_component_empty"}


def test_promise_that_contradicts_the_clock_is_refused():
    number = draft()
    time = selectors.draft()[Part.TIME]
    rows = [replace(row, minutes=240) if row.step == "decision" else row for row in time.times]
    services.save_component(component=replace(time, times=tuple(rows)), actor=HEAD)
    with pytest.raises(Invalid) as refused:
        services.publish(number=number, actor=HEAD)
    assert refused.value.fields == {"time": "standard_clock_differs"}


def test_steps_are_measured_against_the_promise_in_force():
    draft()
    time = selectors.draft()[Part.TIME]
    rows = [replace(row, minutes=90) if row.step == "activation" else row for row in time.times]
    services.save_component(component=replace(time, times=tuple(rows)), actor=HEAD)
    assert promises()[Step.ACTIVATION] == timedelta(hours=2)
    services.publish(number=selectors.draft().number, actor=HEAD)
    assert promises()[Step.ACTIVATION] == timedelta(minutes=90)
    minutes = StandardPolicies.current().decision_working_minutes
    assert promises()[Step.DECISION] == timedelta(minutes=minutes)


def test_a_new_draft_copies_the_newest_version_but_not_its_decree():
    published()
    text = "Kartu identitas saja"
    number = services.start_draft(actor=HEAD)
    current_draft = selectors.draft()
    assert number == 2
    assert current_draft.head.decree_number == ""
    assert current_draft.head.signatory_name == "Ni Luh Ayu"
    assert current_draft[Part.TIME].times == selectors.published(1)[Part.TIME].times
    changed = replace(current_draft[Part.REQUIREMENTS], text=text)
    services.save_component(component=changed, actor=HEAD)
    assert selectors.published(1)[Part.REQUIREMENTS].text != text


def test_version_is_in_force_from_its_day_and_the_older_one_until_then():
    published()
    day = selectors.today()
    published(decree(day, in_force_from=day + timedelta(10)))
    assert selectors.in_force().number == 1
    assert selectors.in_force(day + timedelta(9)).number == 1
    assert selectors.in_force(day + timedelta(10)).number == 2
    assert [number for number, _head in selectors.history()] == [2, 1]


def test_draft_is_not_readable_as_a_published_version():
    number = draft()
    with pytest.raises(NotFound):
        selectors.published(number)


def test_two_editors_of_the_same_part_do_not_overwrite_each_other():
    draft()
    read = selectors.draft()[Part.FEE]
    services.save_component(component=replace(read, text="Gratis."), actor=HEAD)
    with pytest.raises(ChangedMeanwhile):
        services.save_component(component=replace(read, text="Bayar."), actor=HEAD)
    assert selectors.draft()[Part.FEE].text == "Gratis."
    with pytest.raises(ChangedMeanwhile):
        services.save_head(head=decree(), revision=0, actor=HEAD)


def test_only_the_head_and_administrators_write():
    for act in (
        lambda: services.start_draft(actor=CLERK),
        lambda: services.save_component(component=Component(Part.FEE, "x"), actor=CLERK),
        lambda: services.save_head(head=decree(), revision=0, actor=CLERK),
        lambda: services.publish(number=1, actor=CLERK),
        lambda: services.discard_draft(number=1, actor=CLERK),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not StandardVersion.objects.exists()


def test_saving_publishing_and_discarding_need_a_draft():
    number = published()
    for act in (
        lambda: services.save_component(component=Component(Part.FEE, "x"), actor=HEAD),
        lambda: services.save_head(head=decree(), revision=0, actor=HEAD),
        lambda: services.publish(number=number, actor=HEAD),
        lambda: services.discard_draft(number=number, actor=HEAD),
    ):
        with pytest.raises(NoDraft):
            act()


def test_database_refuses_to_change_a_published_version():
    version = StandardVersion.objects.get(number=published())
    parts = StandardComponent.objects.filter(version=version)
    for change in (
        lambda: StandardVersion.objects.filter(pk=version.pk).update(decree_number="other"),
        lambda: StandardVersion.objects.filter(pk=version.pk).delete(),
        lambda: parts.update(text="other"),
        lambda: parts.delete(),
        lambda: parts.create(part="fee", version=version),
    ):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            change()


def test_every_change_is_an_event():
    number = published()
    names = Event.objects.filter(name__startswith="standard:").values_list("name", flat=True)
    assert list(names.order_by("pk")) == [
        "standard:draft_started", "standard:draft_changed", "standard:published",
    ]  # fmt: skip
    services.start_draft(actor=HEAD)
    services.discard_draft(number=number + 1, actor=HEAD)
    assert Event.objects.latest("pk").data == {"number": 2}


@pytest.mark.parametrize(
    ("kind", "value", "link"),
    [
        (Channel.PHONE, "0361-811057", "tel:+62361811057"),
        (Channel.SMS, "0821-4574-5539", "sms:+6282145745539"),
        (Channel.WHATSAPP, "+62 821 4574 5539", "https://wa.me/6282145745539"),
        (Channel.EMAIL, "kpersip2012@gmail.com", "mailto:kpersip2012@gmail.com"),
        (Channel.WEB, "/saran/", "/saran/"),
        (Channel.BOX, "Jl. Pahlawan No. 19", ""),
    ],
)
def test_channel_is_a_link_if_possible(kind, value, link):
    row = ChannelRow(kind, value)
    assert rules.fits(row)
    assert row.link == link


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Channel.PHONE, "call us"),
        (Channel.WHATSAPP, "1"),
        (Channel.EMAIL, "no address"),
        (Channel.EMAIL, "a@b.id?bcc=x@y.id\nz"),
        (Channel.WEB, "javascript:alert(1)"),
        (Channel.WEB, "//elsewhere.example/"),
        (Channel.WEB, 'https://a.id/"onload'),
        (Channel.PERSON, ""),
    ],
)
def test_channel_without_a_target_is_refused(kind, value):
    component = Component(Part.COMPLAINTS, "x", channels=(ChannelRow(kind, value),))
    assert rules.faults(component) == {"rows-0": f"standard_channel_{kind}"}


class Publishing(RuleBasedStateMachine):
    """Drafting, editing, publishing and discarding by two people in any order."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.draft: int | None = None
        self.printed: dict[int, selectors.Version] = {}
        self.newest = 0

    @rule()
    def start(self):
        number = services.start_draft(actor=HEAD)
        if self.draft is None:
            self.draft = self.newest + 1
        assert number == self.draft

    @precondition(lambda self: self.draft)
    @rule(part=st.sampled_from(Part), text=st.sampled_from(["", "satu", "dua\ntiga"]))
    def edit(self, part, text):
        before = selectors.draft()[part]
        services.save_component(component=replace(before, text=text), actor=HEAD)
        assert selectors.draft()[part].text == text

    @precondition(lambda self: self.draft)
    @rule(whole=st.booleans(), later=st.integers(0, 3))
    def sign(self, whole, later):
        day = selectors.today()
        head = decree(day, in_force_from=day + timedelta(later))
        head = head if whole else replace(head, decree_date=None)
        services.save_head(head=head, revision=selectors.draft().revision, actor=HEAD)

    @precondition(lambda self: self.draft)
    @rule()
    def publish(self):
        lacking = selectors.publication_obstacles(selectors.draft())
        if lacking:
            with pytest.raises(Invalid) as refused:
                services.publish(number=self.draft, actor=HEAD)
            assert refused.value.fields == lacking
            return
        services.publish(number=self.draft, actor=HEAD)
        self.printed[self.draft] = selectors.published(self.draft)
        self.newest, self.draft = self.draft, None

    @precondition(lambda self: self.draft)
    @rule()
    def discard(self):
        services.discard_draft(number=self.draft, actor=HEAD)
        self.draft = None

    @invariant()
    def published_versions_are_immutable(self):
        for number, version in self.printed.items():
            assert selectors.published(number) == version
            assert not selectors.publication_obstacles(version)

    @invariant()
    def latest_started_version_is_in_force(self):
        today = selectors.today()
        started = [one for one in self.printed.values() if one.head.in_force_from <= today]
        started.sort(key=lambda one: (one.head.in_force_from, one.number))
        current = selectors.in_force()
        assert (current and current.number) == (started[-1].number if started else None)

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)


@pytest.mark.whole
def test_drafting_and_publishing_in_any_order_preserve_published_texts():
    run_state_machine_as_test(
        Publishing,
        settings=settings(
            max_examples=25,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
