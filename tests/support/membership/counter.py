"""Registration at the counter."""

from rontal.core.actors import Actor
from rontal.membership import services
from rontal.membership.models import Application, Draft
from rontal.membership.selectors import counter_draft, today
from tests.support.membership.factories import clerk, values


def paper(**changes: str) -> dict[str, str]:
    answers = {"paper_signed_on": today().isoformat(), "saw_card": "1"}
    return answers | changes


def begun(actor: Actor, typed: dict[str, str] | None = None, **noted: str) -> Draft:
    draft = services.start_counter_draft(language="id", actor=actor)
    typed = values(email="", phone="") if typed is None else typed
    services.save_draft(draft_id=draft.pk, changes=typed | paper(**noted))
    return counter_draft(draft.pk, actor)


def registered(typed: dict[str, str] | None = None, **noted: str) -> tuple[Application, Actor]:
    actor = clerk()
    answer = services.register_at_counter(draft_id=begun(actor, typed, **noted).pk, actor=actor)
    return Application.objects.get(code=answer.code), actor
