"""Consents by purpose, and the actions that the person can take on each."""

from dataclasses import dataclass

from django.utils.functional import Promise

from rontal.membership.labels import CONSENT_MEANINGS, CONSENT_PURPOSES_FOR_PERSON
from rontal.membership.models import Application, Consent, Guardian, Member
from rontal.membership.rules import ages
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import ConsentBy, ConsentPurpose
from rontal.membership.selectors import today
from rontal.membership.states import OPEN, ApplicationState, MemberState

Text = str | Promise


@dataclass(frozen=True)
class Purpose:
    """State of the consent for one purpose; `consent` is the valid one, or None."""

    code: ConsentPurpose
    consent: Consent | None
    can_give: bool
    can_take_back: bool
    guardian_decides: bool

    @property
    def name(self) -> Text:
        return CONSENT_PURPOSES_FOR_PERSON[self.code]

    @property
    def meaning(self) -> Text:
        """Sentence on what the consent permits."""
        return CONSENT_MEANINGS[self.code]

    @property
    def ends_everything(self) -> bool:
        """True where withdrawing the consent ends the membership."""
        return self.code is ConsentPurpose.MEMBERSHIP


def purposes(
    application: Application, member: Member | None, form: ApplicationForm
) -> list[Purpose]:
    """Returns every purpose that applies to this person. Two queries."""
    guardian: Guardian | None = getattr(application, "guardian", None)
    decides = guardian is not None and guardian.decides
    current = list(application.consents.filter(withdrawn_at=None).order_by("given_at"))
    return [
        _purpose(code, application, member, [c for c in current if c.purpose == code], decides)
        for code in ConsentPurpose
        if code is not ConsentPurpose.FACE_COMPARISON or _comparable(form)
    ]


def may_leave(application: Application, member: Member | None) -> bool:
    """Returns True while there is an application or a membership to end."""
    if member is not None:
        return member.state != MemberState.CLOSED
    return application.state in OPEN


def _purpose(
    code: ConsentPurpose,
    application: Application,
    member: Member | None,
    current: list[Consent],
    decides: bool,
) -> Purpose:
    counts = ConsentBy.GUARDIAN if decides else ConsentBy.APPLICANT
    consent = next((c for c in current if c.by == counts), None)
    needed = code is ConsentPurpose.MEMBERSHIP
    goes_on = application.state in OPEN or application.state == ApplicationState.APPROVED
    return Purpose(
        code=code,
        consent=consent,
        can_give=consent is None and not needed and goes_on and not decides,
        can_take_back=may_leave(application, member) if needed else bool(current),
        guardian_decides=decides,
    )


def _comparable(form: ApplicationForm) -> bool:
    return form.birth_date is None or ages.face_comparable(form.birth_date, today())
