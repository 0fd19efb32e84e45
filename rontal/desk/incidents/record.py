"""Record of an incident: everything about it without names of persons affected."""

from typing import Any

from django.utils.translation import gettext as _

from rontal.accounts.selectors import names_of
from rontal.incidents import labels
from rontal.incidents.models import Incident
from rontal.incidents.selectors.drafts import kind_list, moment
from rontal.incidents.selectors.kinds import names_of as names_of_kinds
from rontal.incidents.selectors.register import reached
from rontal.notifications.incident_proof import agency_notice, proof_of

_TIMES = (
    "noticed_at",
    "due_at",
    "opened_at",
    "submitted_at",
    "confirmed_at",
    "public_at",
    "closed_at",
)


def record(incident: Incident) -> dict[str, Any]:
    """Returns the record with the same keys in every language."""
    numbers, proof, agency = reached(incident), proof_of(incident), agency_notice(incident)
    return {
        "code": incident.code,
        "state": incident.state,
        "noticed_by": incident.channel,
        **{name: getattr(incident, name) for name in _TIMES},
        "description": incident.facts.reveal() if incident.facts else None,
        "scope": {
            "kind": incident.scope,
            "accounts": incident.scope_accounts,
            "from": incident.scope_from,
            "until": incident.scope_until,
            "kinds": incident.scope_kinds,
        },
        "reached": {
            "persons": numbers.persons,
            "openings": numbers.openings,
            "first_at": numbers.first_at,
            "last_at": numbers.last_at,
            "kinds": dict(numbers.kinds),
            "openings_without_person": incident.unknown,
        },
        "notices": incident.notices.reveal() if incident.notices else None,
        "agency_at": agency.at if agency else None,
        "agency": {
            "way": agency.way if agency else "",
            "reference": agency.reference if agency else "",
        },
        "proof": {
            "told": proof.told,
            "in_time": proof.in_time,
            "mails_sent": proof.sent,
            "mails_failed": proof.failed,
            "mails_returned": proof.returned,
            "letters": proof.letters,
            "not_told": proof.untold,
            "not_reachable": proof.unreachable,
            "first_at": proof.first_at,
            "last_at": proof.last_at,
        },
        "learned": incident.learned.reveal()["text"] if incident.learned else None,
    }


def sections(incident: Incident) -> list[dict[str, Any]]:
    """Returns the record as sections of facts for the PDF, in the active language."""
    facts = incident.facts.reveal() if incident.facts else {}
    numbers, proof, agency = reached(incident), proof_of(incident), agency_notice(incident)
    staff = (incident.opened_by_id, incident.submitted_by_id, incident.confirmed_by_id)
    people = names_of({pk for pk in staff if pk is not None})
    learned = incident.learned.reveal()["text"] if incident.learned else "–"
    described = [
        (_("State"), labels.STATES[incident.state]),
        (_("Noticed"), f"{moment(incident.noticed_at)}, {labels.CHANNELS[incident.channel]}"),
        (_("Recorded by"), people.get(incident.opened_by_id, "–")),
        (_("What happened"), facts.get("happened", "–")),
        (_("Handling and recovery"), facts.get("handling", "–")),
    ]
    scope = [
        (_("Scope"), labels.SCOPES.get(incident.scope, "–")),
        (_("From"), moment(numbers.first_at)),
        (_("To"), moment(numbers.last_at)),
        (_("Kinds of data"), kind_list([kind for kind, _number in numbers.kinds])),
        (_("Persons"), numbers.persons),
        (_("Openings without a person"), incident.unknown),
    ]
    notices = [
        (_("Notices due by"), moment(incident.due_at)),
        (_("Submitted by"), people.get(incident.submitted_by_id or 0, "–")),
        (_("Confirmed by"), people.get(incident.confirmed_by_id or 0, "–")),
        (_("Confirmed"), moment(incident.confirmed_at)),
        (_("Agency notified"), f"{moment(agency.at)} {agency.reference}" if agency else "–"),
        (_("Persons told"), f"{proof.told} / {proof.persons}"),
        (_("In time"), proof.in_time),
        (_("Emails sent, failed, came back"), f"{proof.sent}, {proof.failed}, {proof.returned}"),
        (_("Letters"), proof.letters),
        (_("Not reachable"), proof.unreachable),
        (_("Public notified"), moment(incident.public_at)),
        (_("Learned"), learned),
    ]
    kinds = [(names_of_kinds([kind])[0], number) for kind, number in numbers.kinds]
    return [
        _section(_("Incident"), described),
        _section(_("What was reached"), scope),
        *([_section(_("Persons by kind of data"), kinds)] if kinds else []),
        _section(_("Notices and proof"), notices),
    ]


def _section(title: str, facts: list[tuple[Any, Any]]) -> dict[str, Any]:
    return {"title": title, "tag": "", "facts": [[str(name), str(value)] for name, value in facts]}
