"""Jobs of the survey: invitations after a decision, deletion of data of closed accounts, and
cleaning up.
"""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.accounts import events as accounts
from rontal.core.actors import Actor
from rontal.core.events import subscriber
from rontal.core.jobs import RETRY, labelled
from rontal.core.models import Event
from rontal.feedback.survey import retention, services
from rontal.feedback.survey.kinds import Occasion
from rontal.membership import events as membership
from rontal.membership.models import Application, Member

ASKER = Actor.system("survey")


@subscriber(membership.APPROVED, membership.REJECTED, label=_("invite after a decision"))
def ask_after_decision(event: Event) -> None:
    """Invites the applicant whose application was decided."""
    account_id = _account_of(event)
    if account_id is not None:
        services.invite(
            account_id=account_id,
            occasion=Occasion.APPLICATION,
            event_id=event.pk,
            actor=ASKER,
        )


@subscriber(accounts.CLOSED, label=_("delete survey data of a closed account"))
def forget_whoever_left(event: Event) -> None:
    """Deletes the survey's data about a closed account."""
    services.delete_survey_data(account_id=int(event.subject_id))


@labelled(_("Clean up the survey"))
@app.periodic(cron="37 2 * * *")
@app.task(name="survey:sweep", queue="periodic", retry=RETRY)
def sweep(timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives the time
    """Deletes expired invitations, old remarks, and references to events."""
    services.end_event_references()
    retention.INVITATIONS.run(services.sweep_invitations)
    retention.REMARKS.run(services.sweep_remarks)


def _account_of(event: Event) -> int | None:
    if event.subject_type == Member._meta.label_lower:
        return Member.objects.values_list("user_id", flat=True).get(pk=event.subject_id)
    return Application.objects.values_list("user_id", flat=True).get(pk=event.subject_id)
