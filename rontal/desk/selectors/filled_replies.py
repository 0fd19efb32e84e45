"""Reply templates filled with a recipient's values, to start a reply from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from rontal.data_requests.models import DataRequest
from rontal.feedback.models import Ticket
from rontal.membership.models import Application
from rontal.membership.policies import MembershipPolicies
from rontal.standard.replies import selectors as replies
from rontal.standard.replies.rules import ReplyKind, fill
from rontal.standard.replies.selectors import TemplateVersion
from rontal.standard.selectors import library


@dataclass(frozen=True)
class FilledTemplate:
    """Template filled for one recipient; `reasons` are codes."""

    version_id: int
    name: str
    words: str
    reasons: tuple[str, ...]

    @property
    def ticks(self) -> str:
        """Reason codes joined by spaces, for a data attribute."""
        return " ".join(self.reasons)


def for_application(application: Application) -> dict[ReplyKind, list[FilledTemplate]]:
    """Returns filled templates by kind of decision, most used first. One query."""
    kinds = (ReplyKind.CORRECTION, ReplyKind.REJECTION)
    values = {
        "name": application.name,
        "code": application.code,
        "library": library().name,
        "days": str(MembershipPolicies.current().correction_lapse_days),
    }
    templates = _filled(replies.offered(*kinds), values, application.language)
    return {kind: [one for of, one in templates if of is kind] for kind in kinds}


def for_ticket(ticket: Ticket) -> list[FilledTemplate]:
    """Returns filled templates for an answer, most used first. One query."""
    values = {"code": ticket.code, "library": library().name}
    templates = _filled(replies.offered(ReplyKind.TICKET), values, ticket.language)
    return [one for _kind, one in templates]


def for_data_request(request: DataRequest) -> list[FilledTemplate]:
    """Returns filled templates for the answer to a request, most used first. One query."""
    values = {"code": request.code, "library": library().name}
    templates = _filled(replies.offered(ReplyKind.DATA_REQUEST), values, request.language)
    return [one for _kind, one in templates]


def insert_template(posted: QueryDict, choices: Iterable[FilledTemplate]) -> dict[str, object]:
    """Returns the posted form's values after inserting the chosen template.

    The template's text is appended to what the clerk typed, or replaces the unchanged text of
    the template chosen before; its reasons are added to the ticked ones. An unknown choice
    changes nothing.
    """
    typed, ticked = posted.get("words", "").strip(), posted.getlist("reasons")
    known = {str(one.version_id): one for one in choices}
    chosen = known.get(posted.get("choose", ""))
    values: dict[str, object] = {
        "words": typed,
        "reasons": ticked,
        "reason": posted.get("reason", ""),
    }
    values["template"] = posted.get("template", "")
    if chosen is None:
        return values
    begun = known.get(posted.get("template", ""))
    keeps = typed and typed != (begun.words if begun else "")
    return {
        "words": f"{typed}\n\n{chosen.words}" if keeps else chosen.words,
        "reasons": [*ticked, *(code for code in chosen.reasons if code not in ticked)],
        "reason": chosen.reasons[0] if chosen.reasons else values["reason"],
        "template": str(chosen.version_id),
        "choose": str(chosen.version_id),
    }


def version_of(posted: str, kind: ReplyKind) -> int | None:
    """Returns the template version id from a form, or None where no such version of the kind
    exists."""
    version = replies.offered_version(posted, kind) if posted else None
    return version.version_id if version else None


def _filled(
    versions: Iterable[TemplateVersion], values: Mapping[str, str], language: str
) -> list[tuple[ReplyKind, FilledTemplate]]:
    return [
        (
            one.reply.kind,
            FilledTemplate(
                one.version_id,
                one.reply.name,
                fill(one.reply.text_in(language), values),
                one.reply.reasons,
            ),
        )
        for one in versions
    ]
