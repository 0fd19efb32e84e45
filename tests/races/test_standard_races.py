"""Races of the service standard on real PostgreSQL; each control removes the guard."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rontal.standard.publication import selectors, services
from rontal.standard.publication.errors import ChangedMeanwhile, NoDraft
from rontal.standard.publication.models import StandardVersion
from rontal.standard.publication.rules import Part
from rontal.standard.steps import services as steps
from rontal.standard.steps.models import StepTime
from rontal.standard.steps.rules import Step
from tests.support.races.threads import Moment, refusals, together
from tests.support.standard.publishing import HEAD, draft, published

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def begin() -> int:
    return services.start_draft(actor=HEAD)


def measure() -> bool:
    return steps.record(step=Step.DECISION, took=timedelta(hours=1), key="decision:1")


def test_two_editors_starting_a_draft_at_once_get_the_same_one(monkeypatch):
    published()
    moment = Moment()
    monkeypatch.setattr(services.selectors, "draft", moment.after(selectors.draft))
    assert together(begin, begin) == [2, 2]
    assert moment.met
    assert StandardVersion.objects.count() == 2


def test_one_of_two_editors_saving_the_same_part_is_notified():
    draft()
    read = selectors.draft()[Part.FEE]

    def save(text: str) -> Any:
        return lambda: services.save_component(component=replace(read, text=text), actor=HEAD)

    assert refusals(together(save("satu"), save("dua"))) == [ChangedMeanwhile]
    assert selectors.draft()[Part.FEE].text in ("satu", "dua")


def test_change_saved_during_publication_is_included_or_refused():
    draft()
    read = selectors.draft()[Part.FEE]
    changed = replace(read, text="Gratis selalu.")
    results = together(
        lambda: services.publish(number=1, actor=HEAD),
        lambda: services.save_component(component=changed, actor=HEAD),
    )
    saved = NoDraft not in refusals(results)
    assert (selectors.in_force()[Part.FEE].text == "Gratis selalu.") is saved


def test_one_of_two_publishing_at_once_is_notified():
    draft()
    publish = lambda: services.publish(number=1, actor=HEAD)  # noqa: E731
    assert refusals(together(publish, publish)) == [NoDraft]
    assert selectors.in_force().number == 1


def test_job_that_runs_twice_at_once_measures_once():
    assert sorted(together(measure, measure)) == [False, True]
    assert StepTime.objects.count() == 1


def test_control_without_the_mark_both_would_measure(monkeypatch):
    barrier = threading.Barrier(2)
    marked = (
        "INSERT INTO standard_stepmark (key, made_at) VALUES (%s, %s)\n    ON CONFLICT DO NOTHING"
    )
    assert marked in steps._RECORD
    unmarked = steps._RECORD.replace(f"{marked} RETURNING key", "SELECT %s::bytea, %s::timestamptz")
    monkeypatch.setattr(steps, "_RECORD", unmarked)
    promises = steps.selectors.promises
    monkeypatch.setattr(
        steps.selectors, "promises", lambda: promises() if barrier.wait(10) >= 0 else {}
    )
    assert together(measure, measure) == [True, True]
    assert StepTime.objects.count() == 2


def test_control_without_the_lock_a_published_fee_was_saved_by_nobody(monkeypatch):
    """Shows that the database refuses to change a published version even without the lock."""
    draft()
    version = StandardVersion.objects.get()
    read = selectors.draft()[Part.FEE]
    services.publish(number=1, actor=HEAD)
    monkeypatch.setattr(services, "_lock_draft", lambda: version)
    [refused] = together(
        lambda: services.save_component(component=replace(read, text="Bayar."), actor=HEAD)
    )
    assert "never changes" in str(refused)
    assert selectors.in_force()[Part.FEE].text == read.text
