"""The letter of a decision before it is made, in the applicant's language."""

from django.utils import translation

from rontal.membership.models import Application
from rontal.notifications import letters
from rontal.notifications.kinds import Kind
from rontal.standard.selectors import library


def letter_of(
    kind: Kind, application: Application, *, reasons: list[str], words: str
) -> letters.Letter:
    """What the applicant will read; nothing is sent."""
    with translation.override(application.language):
        facts = letters.Facts(
            library=library(),
            name=application.name,
            greeted=application.name,
            code=application.code,
            link="",
            due_at=application.due_at,
            reasons=tuple(sorted(reasons)),
            words=words,
        )
        return letters.write(kind, facts)
