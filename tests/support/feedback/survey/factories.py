"""Factories for invitations and answers."""

import itertools
import random
from datetime import date

from rontal.core.actors import Actor
from rontal.feedback.survey import services, tokens
from rontal.feedback.survey.kinds import ABOUT, Occasion
from rontal.feedback.survey.models import Answer, Invitation
from rontal.feedback.survey.rules import Element
from tests.support.membership import factories as membership

SYSTEM = Actor.system("tests")
_event = itertools.count(10**9)
ALL_GOOD = {element.value: 3 for element in Element}


def person() -> int:
    """Creates an active member; returns the account's id."""
    return membership.member().user_id


def invite(account_id: int, occasion: Occasion = Occasion.APPLICATION, event_id: int = 0):
    """Invites a person after a new event."""
    return services.invite(
        account_id=account_id,
        occasion=occasion,
        event_id=event_id or next(_event),
        actor=SYSTEM,
    )


def invited() -> str:
    """Returns the token of a new invitation."""
    open_invitation = invite(person())
    assert open_invitation is not None
    return tokens.invitation_token(open_invitation.pk)


def invitation(account_id: int) -> Invitation | None:
    return Invitation.objects.filter(account_id=account_id).first()


def answers(month: date, number: int, *, values: int | None = None, seed: int = 1, **about: str):
    """Inserts random answers of a month, without invitations."""
    chance = random.Random(seed)
    Answer.objects.bulk_create(
        Answer(
            month=month,
            occasion=chance.choice([*Occasion]),
            **{e.value: values or chance.choice([2, 3, 3, 4, 4]) for e in Element},
            **{name: about.get(name, chance.choice(["", *kinds])) for name, kinds in ABOUT.items()},
        )
        for _ in range(number)
    )
