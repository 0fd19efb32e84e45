"""Name and address of a person affected, opened at the moment of sending or printing."""

from dataclasses import dataclass

from rontal.core import clock
from rontal.incidents.models import AffectedPerson
from rontal.membership.models import Application, Guardian
from rontal.membership.rules import form as forms
from rontal.membership.rules.ages import needs_guardian
from rontal.standard.selectors import library


@dataclass(frozen=True)
class Recipient:
    """Recipient of a notice. `child` is the name of the child whose guardian the recipient is;
    `lines` are those of the postal address.
    """

    name: str
    email: str
    language: str
    lines: tuple[str, ...] = ()
    child: str = ""


NOBODY = Recipient("", "", "id")


def recipient_of(person: AffectedPerson) -> Recipient:
    """Returns whom the notice goes to: for a child the guardian. `NOBODY` for an erased person."""
    if person.application is not None:
        return _of_application(person.application)
    if person.ticket is not None and person.ticket.reporter is not None:
        return _of_contact(person.ticket.reporter.reveal(), person.ticket.language)
    if person.data_request is not None and person.data_request.contact is not None:
        return _of_contact(person.data_request.contact.reveal(), person.data_request.language)
    if person.account is not None:
        user = person.account
        return Recipient(user.name or user.login_name, user.email, user.language)
    return NOBODY


def _of_contact(values: dict[str, str], language: str) -> Recipient:
    return Recipient(values.get("name", ""), values.get("email", ""), language)


def _of_application(application: Application) -> Recipient:
    if not application.name and not application.email:
        return NOBODY
    form = forms.read(application.details.reveal())
    lines = _lines(form)
    guardian: Guardian | None = getattr(application, "guardian", None)
    today = clock.now().astimezone(library().tz).date()
    is_child = form.birth_date is None or needs_guardian(form.birth_date, today)
    if guardian is None or not guardian.is_responsible or not is_child:
        return Recipient(application.name, application.email, application.language, lines)
    details = guardian.details.reveal()
    return Recipient(
        name=details["name"],
        email=details["email"],
        language=application.language,
        lines=lines,
        child=application.name,
    )


def _lines(form: forms.ApplicationForm) -> tuple[str, ...]:
    places = (form.street, form.village, form.district_name, form.regency_name, form.province_name)
    return tuple(place for place in places if place)
