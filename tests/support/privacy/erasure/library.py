"""Steps in a library of its own, each a process:
`python -m tests.support.privacy.erasure.library STEP`."""

import json
import sys

import django

django.setup()

from rontal.core import erasures  # noqa: E402
from rontal.core.actors import Actor  # noqa: E402
from rontal.feedback import services as feedback  # noqa: E402
from rontal.feedback.models import Ticket  # noqa: E402
from rontal.feedback.rules.kinds import Category, Kind  # noqa: E402
from rontal.feedback.services.opening import Report  # noqa: E402
from rontal.lending import services as lending  # noqa: E402
from rontal.membership import services  # noqa: E402
from rontal.membership.models import Application, Member  # noqa: E402
from rontal.membership.rules.kinds import ConsentPurpose  # noqa: E402
from rontal.membership.states import ApplicationState, MemberState  # noqa: E402
from tests.support.lending.factories import lendable  # noqa: E402
from tests.support.membership import factories  # noqa: E402
from tests.support.privacy.erasure import marked_person as marked  # noqa: E402
from tests.support.privacy.erasure.traces import Traces  # noqa: E402
from tests.support.reading import marks  # noqa: E402

ANOTHER = {"name": "I Made Lain", "email": "made@contoh.example"}


def people() -> None:
    """Adds a member with a loan and marks, an applicant with a guardian, a complainant, and
    somebody who stays.
    """
    actor = Actor.person(factories.member(marked.values()).user_id)
    loan = lending.borrow(title_id=lendable().pk, actor=actor)
    marks.marked(loan, actor, marks.change(note=f"catatan {marked.MARK}"))
    factories.in_review(marked.child_values())
    report = Report(
        kind=Kind.COMPLAINT,
        category=Category.BUILDING,
        topic="Kipas angin",
        words="Kipas angin mati.",
        name=marked.VALUES["name"],
        email=marked.EMAIL,
        phone=marked.PHONE,
    )
    feedback.open_ticket(report=report, key="a" * 32, actor=Actor.visitor())
    factories.member(factories.values(**ANOTHER))


def erase() -> None:
    """Erases the three as they do; the one who stays withdraws the consent to comparing faces."""
    member = Member.objects.get(application__email=marked.EMAIL)
    services.close_membership(member_id=member.pk, actor=Actor.person(member.user_id))
    child = Application.objects.get(state=ApplicationState.IN_REVIEW)
    token = factories.token(child, "guardian")
    services.guardian_withdraw(token=token, actor=Actor.visitor())
    feedback.withdraw_identity(ticket_id=Ticket.objects.get().pk, actor=Actor.visitor())
    stays = Application.objects.get(email=ANOTHER["email"])
    services.withdraw_consent(
        application_id=stays.pk,
        purpose=ConsentPurpose.FACE_COMPARISON,
        actor=Actor.person(stays.user_id or 0),
    )
    erasures.write(365)


def look() -> None:
    """Prints where the person is found, and what is left of the others."""
    found = Traces(marked.CHILD_WORDS, addresses=(marked.EMAIL,)).everywhere()
    active = Member.objects.filter(state=MemberState.ACTIVE).values_list("name", flat=True)
    consents = Application.objects.get(email=ANOTHER["email"]).consents.filter(withdrawn_at=None)
    purposes = sorted(consents.values_list("purpose", flat=True))
    waiting = erasures.waiting()
    answer = {"found": sorted(found), "active": [*active], "consents": purposes, "wait": waiting}
    print(json.dumps(answer))


if __name__ == "__main__":
    {"people": people, "erase": erase, "look": look}[sys.argv[1]]()
