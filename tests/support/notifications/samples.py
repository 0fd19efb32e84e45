"""Facts from which every entry of the table of messages can write its texts."""

from datetime import date
from typing import Any, get_type_hints

from rontal.core import clock
from rontal.notifications.content import MessageType
from rontal.notifications.messages import (
    account,
    application_texts,
    data_requests,
    device,
    email_texts,
    guardians,
    holds,
    incidents,
    loans,
    member_texts,
    new_titles,
    security,
    staff,
    survey,
    tickets,
)
from rontal.standard.selectors import library


def facts_for(entry: MessageType[Any]) -> Any:
    """Facts of the kind that the entry writes from."""
    return _SAMPLES[get_type_hints(entry.write)["facts"]]()


_SAMPLES = {
    application_texts.ApplicationFacts: lambda: application_texts.ApplicationFacts(
        library=library(), name="Sari", code="R7K4-M2QD", words="Halo"
    ),
    member_texts.MemberFacts: lambda: member_texts.MemberFacts(
        library=library(),
        number="5102-2026-0000001",
        until=date(2026, 12, 1),
        remaining_number="5102-2026-2",
    ),
    email_texts.AddressFacts: lambda: email_texts.AddressFacts(
        library(),
        "5102-2026-0000001",
        by_member=True,
        reversible_until=clock.now(),
        locked_until=clock.now(),
    ),
    holds.HoldFacts: lambda: holds.HoldFacts(
        library=library(), title="Sutasoma", until=clock.now()
    ),
    loans.LoanFacts: lambda: loans.LoanFacts(
        library=library(), title="Sutasoma", until=clock.now(), renewable=True, reason="rights"
    ),
    tickets.TicketFacts: lambda: tickets.TicketFacts(
        library=library(), code="SRN-ABCD2345", due_at=clock.now()
    ),
    data_requests.RequestFacts: lambda: data_requests.RequestFacts(
        library(), "PDP-ABCD2345", "Akses", clock.now(), taken=False, late=False
    ),
    incidents.NoticeFacts: lambda: incidents.NoticeFacts("INS-ABCD2345", ["Halo"], "Made"),
    incidents.IncidentFacts: lambda: incidents.IncidentFacts(
        library(), "INS-ABCD2345", clock.now(), late=False
    ),
    new_titles.NewTitlesFacts: lambda: new_titles.NewTitlesFacts(library(), []),
    survey.SurveyFacts: lambda: survey.SurveyFacts(library()),
    account.AccountFacts: lambda: account.AccountFacts(library(), "5102-2026-0000001"),
    security.SecurityFacts: lambda: security.SecurityFacts(
        library(), security.events.NEW_BROWSER, "5102-2026-0000001", clock.now()
    ),
    guardians.GuardianFacts: lambda: guardians.GuardianFacts(
        library(), "I Made Dwi", date(2027, 5, 1)
    ),
    device.DeviceFacts: lambda: device.DeviceFacts(library()),
    staff.CasesFacts: lambda: staff.CasesFacts(library(), []),
    staff.LicencesFacts: lambda: staff.LicencesFacts(library(), []),
}
