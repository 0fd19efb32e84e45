"""Preview of the message for a decision, in the applicant's language."""

from django.utils import translation

from rontal.membership.models import Application
from rontal.notifications.content import MessageText, MessageType
from rontal.notifications.messages.application_texts import ApplicationFacts
from rontal.standard.selectors import library


def preview_text(
    entry: MessageType[ApplicationFacts],
    application: Application,
    *,
    reasons: list[str],
    words: str,
) -> MessageText:
    """Returns the message that the applicant would receive; sends nothing."""
    with translation.override(application.language):
        return entry.write(
            ApplicationFacts(
                library=library(),
                name=application.name,
                code=application.code,
                due_at=application.due_at,
                reasons=tuple(sorted(reasons)),
                words=words,
            )
        )
