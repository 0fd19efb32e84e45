"""Personal data of requests about personal data."""

from django.utils.translation import gettext_lazy as _

from rontal.core.processing import (
    Activity,
    Ground,
    People,
    Period,
    Reader,
    declare_table,
)

_PEOPLE = (People.APPLICANTS, People.MEMBERS, People.WRITERS, People.CHILDREN, People.GUARDIANS)
REQUESTS = Activity(
    code="data_requests",
    name=_("Requests about personal data"),
    purpose=_("To do what people ask about their data."),
    data=_("Name, email address, phone, text of the request and of the answer, whose data it is."),
    ground=Ground.LEGAL_DUTY,
    period=Period(_("%(days)s days after closing."), "data_request_keep_days"),
    readers=(Reader.PERSON, Reader.CLERK, Reader.HANDLER, Reader.HEAD, Reader.OFFICER),
    people=_PEOPLE,
)
PROOF = Activity(
    code="data_request_proof",
    name=_("Proof that requests were answered"),
    purpose=_("To prove what was asked, when, how the identity was checked, and what was done."),
    data=_("Kind, times, checks and actions, and the accounts of staff. No name, no text."),
    ground=Ground.LEGAL_DUTY,
    period=Period(_("Kept.")),
    readers=(Reader.CLERK, Reader.HEAD, Reader.OFFICER),
    people=_PEOPLE,
)

declare_table(
    "data_requests.datarequest",
    (REQUESTS, "account contact has_email language submit_key news"),
    (
        PROOF,
        "code state kind channel handler received_at due_at identity_check identity_checked_by"
        " identity_checked_at acts refusal closed_at erased_at",
    ),
    not_personal="id reminder",
)
declare_table(
    "data_requests.requestentry",
    (REQUESTS, "words"),
    (PROOF, "request kind staff at"),
    not_personal="id",
)
declare_table(
    "data_requests.requestfollowkey", (REQUESTS, "request key_hash made_at"), not_personal="id"
)
