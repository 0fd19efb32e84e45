"""Personal data of the service standard: of staff only."""

from django.utils.translation import gettext_lazy as _

from rontal.core.processing import (
    Activity,
    Ground,
    People,
    Period,
    Reader,
    declare_table,
)

OFFICIALS = Activity(
    code="standard_officials",
    name=_("Service standard"),
    purpose=_(
        "To publish who is responsible for the standard, and to know who changed a template."
    ),
    data=_("Name and office of the signatory; account that saved a reply template."),
    ground=Ground.LEGAL_DUTY,
    period=Period(_("Kept with the published standard and the templates.")),
    readers=(Reader.PUBLIC, Reader.HEAD, Reader.ADMINISTRATOR),
    people=(People.STAFF,),
)

declare_table(
    "standard.standardversion",
    (OFFICIALS, "signatory_name signatory_office"),
    not_personal="id number state decree_number decree_date in_force_from revision started_at"
    " published_at",
)
declare_table(
    "standard.standardcomponent", not_personal="id version part text text_en rows revision"
)
declare_table("standard.replytemplate", not_personal="id kind version retired_at")
declare_table(
    "standard.replyversion",
    (OFFICIALS, "saved_by"),
    not_personal="id template number name reasons words words_en place saved_at",
)
declare_table("standard.replyuse", not_personal="id version about at")
declare_table(
    "standard.steptime", not_personal="id step ended_on seconds working promised_seconds kept"
)
declare_table("standard.stepmark", not_personal="key made_at")
declare_table("standard.calendarversion", not_personal="id token changed_at")
declare_table("standard.weeklyhours", not_personal="id valid_from week")
declare_table("standard.specialhours", not_personal="id name first_day last_day week")
declare_table("standard.closing", not_personal="id name first_day last_day")
declare_table("standard.dayanswer", not_personal="id day off")
