"""Personal data of incidents."""

from django.utils.translation import gettext_lazy as _

from rontal.core.processing import (
    Activity,
    Ground,
    People,
    Period,
    Reader,
    declare_table,
)

INCIDENTS = Activity(
    code="incidents",
    name=_("Breaches of personal data"),
    purpose=_("To find whose data was reached, and to notify them and the agency in time."),
    data=_("Whose data was reached, which kinds, since when, when and how they were notified."),
    ground=Ground.LEGAL_DUTY,
    period=Period(_("%(days)s days after closing; then only counts."), "incident_keep_days"),
    readers=(Reader.OFFICER, Reader.HEAD),
    people=(
        People.APPLICANTS,
        People.MEMBERS,
        People.CHILDREN,
        People.GUARDIANS,
        People.WRITERS,
        People.STAFF,
    ),
)
declare_table(
    "incidents.incident",
    (
        INCIDENTS,
        "facts notices learned opened_by submitted_by confirmed_by scope_accounts agency_email"
        " agency_reference",
    ),
    not_personal=(
        "id code state channel noticed_at due_at reminder opened_at submit_key scope scope_from"
        " scope_until scope_kinds scope_run search_step search_after search_last searched_at"
        " unknown submitted_at confirmed_at spread_at agency_way agency_at public_at closed_at"
        " erased_at"
    ),
)
declare_table(
    "incidents.affectedperson",
    (
        INCIDENTS,
        "incident application ticket data_request account kinds openings first_at last_at"
        " queued_at has_email has_address returned_at printed_at letter_at",
    ),
    not_personal="id",
)
