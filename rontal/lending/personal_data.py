"""Personal data of loans, holds and reading lists."""

from django.utils.translation import gettext_lazy as _

from rontal.core.processing import (
    Activity,
    Ground,
    People,
    Period,
    Reader,
    declare_table,
)

_PEOPLE = (People.MEMBERS, People.CHILDREN)
LOANS = Activity(
    code="loans",
    name=_("Loans"),
    purpose=_("To lend copies within the licences, and to get them back."),
    data=_("Member, title, times, renewals, number of copied characters."),
    ground=Ground.CONTRACT,
    period=Period(
        _("%(days)s days after the end of a loan, unless the member keeps a history."),
        "loan_trace_days",
    ),
    readers=(Reader.PERSON, Reader.CLERK, Reader.HEAD),
    people=_PEOPLE,
)
HOLDS = Activity(
    code="holds",
    name=_("Holds"),
    purpose=_("To lend in the order of the queue."),
    data=_("Member, title, place in the queue, missed copies."),
    ground=Ground.CONTRACT,
    period=Period(
        _("%(days)s days after the end of a hold, unless the member keeps a history."),
        "loan_trace_days",
    ),
    readers=(Reader.PERSON,),
    people=_PEOPLE,
)
READING_LISTS = Activity(
    code="reading_lists",
    name=_("Reading lists and history"),
    purpose=_("To remember what a member wants to read, and whether they want a history."),
    data=_("Member, title, since when."),
    ground=Ground.CONSENT,
    period=Period(_("Until the member removes it, or the membership ends.")),
    readers=(Reader.PERSON,),
    people=_PEOPLE,
)

declare_table("lending.purchase", not_personal="id vendor reference currency bought_on")
declare_table(
    "lending.licence",
    not_personal="id title kind copies ends_at loans_allowed identifier purchase price page_mark"
    " copy_characters devices longest_days sample_percent granted_at noticed_at ended_because",
)
declare_table("lending.kepthistory", (READING_LISTS, "member since"))
declare_table("lending.licencenotice", not_personal="id licence kind batch at")
declare_table(
    "lending.loan",
    (
        LOANS,
        "member title in_library renewals end_reason copied reminded_at state started_at due_at"
        " ended_at",
    ),
    not_personal="id licence copy serial",
)
declare_table("lending.sitting", (LOANS, "loan session used_at"), not_personal="id")
declare_table(
    "lending.hold",
    (
        HOLDS,
        "member title state placed_at ready_until misses reminded_at stranded_at ended_at",
    ),
    not_personal="id licence copy",
)
declare_table(
    "lending.titleday",
    not_personal="id title day opened opened_anew read_open read_open_anew limit_exceeded"
    " no_licence looked seen_anew looked_open seen_open_anew",
)
declare_table("lending.listed", (READING_LISTS, "member title since"), not_personal="id")
