"""Personal data of reading: places, marks and books on devices."""

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
PLACES = Activity(
    code="reading_places",
    name=_("Places in books"),
    purpose=_("To go on reading on any device."),
    data=_("Member, title, place, part read, time spent, a random word of the device."),
    ground=Ground.CONTRACT,
    period=Period(
        _("%(days)s days after the end of the loan, unless the member keeps a history."),
        "loan_trace_days",
    ),
    readers=(Reader.PERSON,),
    people=_PEOPLE,
)
MARKS = Activity(
    code="reading_marks",
    name=_("Bookmarks, highlights and notes"),
    purpose=_("To find them again."),
    data=_("Member, title, place, colour; the marked words and the note, encrypted."),
    ground=Ground.CONTRACT,
    period=Period(_("Until the member removes them, or the membership ends.")),
    readers=(Reader.PERSON,),
    people=_PEOPLE,
)
OFFLINE = Activity(
    code="offline_books",
    name=_("Books saved on devices"),
    purpose=_("To allow one device for each book, as the licence says."),
    data=_("Loan, a random word of the device, since when."),
    ground=Ground.CONTRACT,
    period=Period(_("Until the night after the loan ended.")),
    readers=(Reader.PERSON,),
    people=_PEOPLE,
)

declare_table(
    "reading.position",
    (PLACES, "member title cfi fraction updated_at device seconds"),
    not_personal="id",
)
declare_table(
    "reading.mark",
    (
        MARKS,
        "member title key kind cfi fraction colour words made_at changed_at removed_at",
    ),
    not_personal="id",
)
declare_table("reading.lease", (OFFLINE, "loan device since"), not_personal="id")
