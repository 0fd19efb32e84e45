"""Tests of automatic approval and of random samples for clerks."""

import random

import pytest

from rontal.core.models import Event
from rontal.membership import services as applications
from rontal.membership.models import Application, Member
from rontal.verification import registry, selectors, services, tasks
from rontal.verification.models import Examination
from rontal.verification.rules import Level, Outcome, Recommendation
from tests.support.membership import factories as membership
from tests.support.policies import with_policies
from tests.support.verification import factories

pytestmark = pytest.mark.django_db


class Lot(random.Random):
    """Random source with given draws."""

    def __init__(self, *drawn):
        super().__init__()
        self.drawn = list(drawn)

    def random(self):
        return self.drawn.pop(0)


@pytest.fixture(autouse=True)
def spotless(monkeypatch):
    """Replaces the checks by one that passes."""
    monkeypatch.setattr(services.registry, "all_checks", lambda: {"fine": lambda _subject: FINE})
    monkeypatch.setattr(services, "recommend", lambda outcomes: verdict(outcomes))


FINE = [Outcome("number_same", Level.PASS)]


def verdict(outcomes) -> Recommendation:
    passed = all(outcome.level is Level.PASS for outcome in outcomes)
    return Recommendation.APPROVE if passed else Recommendation.LOOK_CLOSER


@pytest.fixture
def policy(settings):
    """Returns a function that sets policies of the library."""

    def choose(**policies):
        settings.LIBRARY = with_policies(settings.LIBRARY, **policies)

    return choose


@pytest.fixture
def automatic(policy, monkeypatch):
    """Enables automatic approval; the sampling draws 0.5 by default."""
    policy(automatic_approval=True)
    lot = Lot(0.5)
    monkeypatch.setattr(services, "SAMPLING_RANDOM", lot)
    return lot


def examine(application) -> Application:
    services.examine(application_id=application.pk, actor=tasks.EXAMINER)
    return Application.objects.get(pk=application.pk)


def test_by_default_a_person_decides():
    application = examine(factories.checking())
    assert (application.state, application.automatic) == ("in_review", False)
    assert not selectors.latest_report(application.pk).examination.sampled


def test_a_spotless_application_is_approved_and_marked(automatic):
    application = examine(factories.checking())
    assert (application.state, application.automatic) == ("approved", True)
    assert Member.objects.filter(application=application).exists()
    event = Event.objects.get(name="application:approved", subject_id=str(application.pk))
    assert event.data["automatic"] is True
    assert (event.actor_kind, event.actor_name) == ("system", "verification")


def test_sampled_application_goes_to_a_clerk_and_stays_sampled(automatic):
    automatic.drawn = [0.09]
    application = examine(factories.checking())
    assert (application.state, application.automatic) == ("in_review", False)
    assert selectors.latest_report(application.pk).examination.sampled
    assert factories.events_of(application).count("application:sampled") == 1
    assert examine(application).state == "in_review"
    assert automatic.drawn == []


def test_job_interrupted_after_the_draw_does_not_draw_again(automatic, monkeypatch):
    automatic.drawn = [0.0]
    application = factories.checking()
    with monkeypatch.context() as patch:
        patch.setattr(services, "_hand_to_staff", lambda *_words: None)
        assert examine(application).state == "checking"
    assert examine(application).state == "in_review"
    assert factories.events_of(application).count("application:sampled") == 1


@pytest.mark.parametrize("percent", [1, 10, 100])
def test_sample_has_the_configured_share(policy, monkeypatch, percent):
    policy(automatic_approval=True, automatic_sample_percent=percent)
    monkeypatch.setattr(services, "SAMPLING_RANDOM", random.Random(3))
    monkeypatch.setattr(services, "emit", lambda *_words, **_more: None)
    monkeypatch.setattr(Examination, "save", lambda *_words, **_more: None)
    sampled = sum(
        services._is_sampled(Application(), Examination(), tasks.EXAMINER) for _n in range(1000)
    )
    assert sampled == pytest.approx(percent * 10, abs=8)


def test_sampling_is_unpredictable():
    assert isinstance(services.SAMPLING_RANDOM, random.SystemRandom)


def test_application_that_is_not_spotless_goes_to_a_clerk(automatic, monkeypatch):
    doubt = [Outcome("name_unsure", Level.WARN)]
    monkeypatch.setattr(registry, "all_checks", lambda: {"doubt": lambda _subject: doubt})
    assert examine(factories.checking()).state == "in_review"
    assert automatic.drawn == [0.5]


def test_case_on_the_desk_is_decided_there(automatic, policy):
    policy(automatic_approval=False)
    application = examine(factories.checking())
    policy(automatic_approval=True)
    services.ask_examination(application_id=application.pk, actor=membership.clerk())
    services.examine_again(application_id=application.pk, actor=tasks.EXAMINER)
    assert examine(application).state == "in_review"


def test_case_that_a_clerk_had_returns_to_a_clerk(automatic):
    automatic.drawn = [0.09, 0.5]
    application = examine(factories.checking())
    applications.ask_correction(
        application_id=application.pk,
        reasons=["other"],
        words="Whose is it?",
        actor=membership.clerk(),
    )
    applications.correct(application_id=application.pk, actor=membership.applicant(application))
    application.refresh_from_db()
    assert application.state == "checking"
    application = examine(application)
    assert (application.state, application.automatic) == ("in_review", False)
    assert automatic.drawn == [0.5]


def test_existing_member_goes_to_a_clerk(automatic):
    first = examine(factories.checking())
    assert first.state == "approved"
    automatic.drawn = [0.5]
    second = factories.checking(factories.typed(1))
    Application.objects.filter(pk=second.pk).update(nik_hash=first.nik_hash)
    assert examine(second).state == "in_review"


@pytest.mark.whole
def test_child_without_guardian_goes_to_a_clerk(automatic):
    application = membership.activated(membership.child_values())
    Application.objects.filter(pk=application.pk).update(
        state="checking", clock_started_at=application.activated_at
    )
    assert examine(application).state == "in_review"


def test_application_withdrawn_meanwhile_stays_withdrawn(automatic, monkeypatch):
    application = factories.checking()

    def withdraw(_subject):
        person = membership.applicant(application)
        applications.withdraw(application_id=application.pk, actor=person)
        return FINE

    monkeypatch.setattr(registry, "all_checks", lambda: {"slow": withdraw})
    assert examine(application).state == "withdrawn"
    assert not Member.objects.filter(application=application).exists()
