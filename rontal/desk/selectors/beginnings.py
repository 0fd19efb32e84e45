"""How a reply can begin: the library's templates, filled for the person who will read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from rontal.feedback.models import Ticket
from rontal.membership.models import Application
from rontal.standard.replies import selectors as replies
from rontal.standard.replies.rules import ReplyKind, fill
from rontal.standard.replies.selectors import Kept
from rontal.standard.selectors import library


@dataclass(frozen=True)
class Beginning:
    """A template as this person would read it; `reasons` are codes."""

    version_id: int
    name: str
    words: str
    reasons: tuple[str, ...]

    @property
    def ticks(self) -> str:
        """The reasons for an attribute of the page."""
        return " ".join(self.reasons)


def for_application(application: Application) -> dict[ReplyKind, list[Beginning]]:
    """For each kind of decision what it can begin with, the most used first. One query."""
    kinds = (ReplyKind.CORRECTION, ReplyKind.REJECTION)
    values = {
        "name": application.name,
        "code": application.code,
        "library": library().name,
        "days": str(library().policies.correction_lapse_days),
    }
    found = _filled(replies.offered(*kinds), values, application.language)
    return {kind: [one for of, one in found if of is kind] for kind in kinds}


def for_ticket(ticket: Ticket) -> list[Beginning]:
    """What an answer can begin with, the most used first. One query."""
    values = {"code": ticket.code, "library": library().name}
    found = _filled(replies.offered(ReplyKind.TICKET), values, ticket.language)
    return [one for _kind, one in found]


def begin(posted: QueryDict, choices: Iterable[Beginning]) -> dict[str, object]:
    """A posted form as it goes on with the chosen template: its words stand after what was typed,
    its reasons beside those that were ticked."""
    typed, ticked = posted.get("words", "").strip(), posted.getlist("reasons")
    known = {str(one.version_id): one for one in choices}
    chosen = known.get(posted.get("choose", ""))
    said: dict[str, object] = {
        "words": typed,
        "reasons": ticked,
        "reason": posted.get("reason", ""),
    }
    said["template"] = posted.get("template", "")
    if chosen is None:
        return said
    begun = known.get(posted.get("template", ""))
    keeps = typed and typed != (begun.words if begun else "")
    return {
        "words": f"{typed}\n\n{chosen.words}" if keeps else chosen.words,
        "reasons": [*ticked, *(code for code in chosen.reasons if code not in ticked)],
        "reason": chosen.reasons[0] if chosen.reasons else said["reason"],
        "template": str(chosen.version_id),
        "choose": str(chosen.version_id),
    }


def version_of(posted: str, kind: ReplyKind) -> int | None:
    """The version that a form says it began with, where there is one of this kind."""
    found = replies.offered_version(posted, kind) if posted else None
    return found.version_id if found else None


def _filled(
    found: Iterable[Kept], values: Mapping[str, str], language: str
) -> list[tuple[ReplyKind, Beginning]]:
    return [
        (
            one.reply.kind,
            Beginning(
                one.version_id,
                one.reply.name,
                fill(one.reply.said(language), values),
                one.reply.reasons,
            ),
        )
        for one in found
    ]
