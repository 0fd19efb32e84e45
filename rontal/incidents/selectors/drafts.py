"""Drafts of the notices from the facts of an incident (UU 27/2022, article 46: which data, when and
how it was disclosed, and the efforts of handling and recovery).
"""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from rontal.core.profile import Library
from rontal.incidents.labels import CHANNELS
from rontal.incidents.models import Incident
from rontal.incidents.selectors import kinds as kind_names
from rontal.incidents.selectors.register import Reached, reached
from rontal.standard.selectors import library


def drafts(incident: Incident) -> dict[str, str]:
    """Returns the drafts by field; the texts of `facts` stand in them as staff wrote them."""
    facts = incident.facts.reveal() if incident.facts else {"happened": "", "handling": ""}
    found, profile = reached(incident), library()
    with override("id"):
        agency = _agency(incident, facts, found, profile)
        public = _public(incident, facts, found, profile)
        persons_id = _persons(facts, profile)
    with override("en"):
        persons_en = _persons(facts, profile)
    return {
        "agency": agency,
        "persons_id": persons_id,
        "persons_en": persons_en,
        "public": public,
    }


def moment(at: datetime | None) -> str:
    """Returns a moment in the library's zone and the active language; "–" for none."""
    if at is None:
        return "–"
    local = timezone.localtime(at, library().tz)
    return f"{formats.date_format(local, 'j F Y, H:i')} {local.tzname()}"


def kind_list(codes: list[str]) -> str:
    """Returns kinds of data as a list in a sentence."""
    return "; ".join(kind_names.names_of(codes)) or "–"


def person_values(
    incident: Incident, kinds: list[str], first_at: datetime | None
) -> dict[str, str]:
    """Returns the values of the placeholders for one person, in the active language."""
    since = first_at or incident.scope_from or incident.noticed_at
    return {"data": kind_list(kinds), "since": moment(since), "code": incident.code}


def _agency(incident: Incident, facts: dict[str, str], found: Reached, profile: Library) -> str:
    officer = profile.data_protection_officer
    contact = ", ".join(filter(None, [officer.name, officer.email or profile.email, officer.phone]))
    people = ngettext("%(number)s person", "%(number)s persons", found.persons)
    lines = [
        _("Written notice of a failure to protect personal data (UU 27/2022, article 46)."),
        _("Controller: %(name)s, %(unit)s, %(address)s.")
        % {"name": profile.name, "unit": profile.unit, "address": profile.address},
        _("Contact: %(contact)s.") % {"contact": contact or profile.phone},
        _("Incident %(code)s, noticed on %(time)s by: %(by)s.")
        % {
            "code": incident.code,
            "time": moment(incident.noticed_at),
            "by": CHANNELS[incident.channel],
        },
        _("Which data: %(kinds)s.") % {"kinds": kind_list([kind for kind, _n in found.kinds])},
        _("Whose data: %(people)s.") % {"people": people % {"number": found.persons}},
        _("When: from %(first)s to %(last)s.")
        % {"first": moment(found.first_at), "last": moment(found.last_at or incident.noticed_at)},
        _("How: %(text)s") % {"text": facts["happened"]},
        _("Handling and recovery: %(text)s") % {"text": facts["handling"]},
        _("The persons are notified by email, and by letter where there is no address."),
    ]
    return "\n\n".join(str(line) for line in lines)


def _persons(facts: dict[str, str], profile: Library) -> str:
    officer = profile.data_protection_officer
    addresses = [officer.email or profile.email, officer.phone or profile.phone]
    contact = ", ".join(filter(None, addresses))
    lines = [
        _("Data about you that the library stores was seen by somebody who may not see it."),
        _("Which data: {data}."),
        _("Since when: {since}."),
        _("What happened: %(text)s") % {"text": facts["happened"]},
        _("What we did and do: %(text)s") % {"text": facts["handling"]},
        _(
            "Be careful with calls, messages and emails that use this data. The library never asks"
            " for your password or for money."
        ),
        _("Questions: %(contact)s. Name the number {code}.") % {"contact": contact},
    ]
    return "\n\n".join(str(line) for line in lines)


def _public(incident: Incident, facts: dict[str, str], found: Reached, profile: Library) -> str:
    lines = [
        _("%(name)s reports an incident with personal data.") % {"name": profile.name},
        _("Which data: %(kinds)s.") % {"kinds": kind_list([kind for kind, _n in found.kinds])},
        _("When: from %(first)s to %(last)s.")
        % {"first": moment(found.first_at), "last": moment(found.last_at or incident.noticed_at)},
        _("What happened: %(text)s") % {"text": facts["happened"]},
        _("What we did and do: %(text)s") % {"text": facts["handling"]},
        _("We notify everybody affected. Questions: %(contact)s.") % {"contact": profile.email},
    ]
    return "\n\n".join(str(line) for line in lines)
