"""Labels of the codes of licences and loans, and of faults in licences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.lending.rules import EndReason, LicenceEnd, LicenceKind

Words = Mapping[str, str | Promise]

LICENCE_KINDS: Words = {
    LicenceKind.ONE_COPY_ONE_READER: _("Perpetual, one reader per copy"),
    LicenceKind.BY_TIME: _("For a time"),
    LicenceKind.BY_LOANS: _("For a number of loans"),
    LicenceKind.CONCURRENT: _("Several readers at once"),
    LicenceKind.IN_LIBRARY: _("Read in the library only"),
    LicenceKind.OPEN_ACCESS: _("Open to everyone"),
}
END_REASONS: Words = {
    EndReason.ASKED: _("The member asked for it"),
    EndReason.RIGHTS: _("The right to lend the title has ended"),
    EndReason.TECHNICAL: _("The file is damaged"),
    EndReason.MISUSE: _("The loan was misused"),
}
END_REASONS_FOR_MEMBER: Words = {
    EndReason.ASKED: _("You asked for this."),
    EndReason.RIGHTS: _("The right to lend this title has ended."),
    EndReason.TECHNICAL: _("The book file is damaged. This is not your fault."),
    EndReason.MISUSE: _(
        "The library believes that the loan was not used according to its rules. If you disagree, "
        "please tell us."
    ),
}
"""The same reasons in mails and on pages of the member."""
LICENCE_ENDS: Words = {
    LicenceEnd.MISTAKE: _("It was entered by mistake"),
    LicenceEnd.RIGHTS: _("The publisher withdrew the right"),
    LicenceEnd.REPLACED: _("Another licence takes its place"),
}
LOAN_VIEW_REASONS: Words = {
    "member_asks": _("The member is here or on the phone"),
    "complaint": _("To answer a complaint"),
    "misuse": _("To investigate misuse"),
}
UNSTORED_TERMS: Words = {
    "tts": _("no reading aloud"),
    "print": _("no printing"),
    "terms": _("other terms, unknown here"),
}
"""Labels of licence terms in sellers' files that this program does not enforce."""
LICENCE_FAULTS: Words = {
    "licence_copies_missing": _("Enter the number of copies, at least one."),
    "licence_open_has_no_copies": _("Open-access titles have no copies."),
    "licence_loans_missing": _("Enter the number of loans it allows, at least one."),
    "licence_end_missing": _("Enter the last day."),
    "licence_end_past": _("Enter today or a later date."),
    "licence_end_far": _("This date is too far away. Choose a perpetual licence."),
    "licence_lasts": _("This kind is perpetual. Choose another kind, or leave the date empty."),
    "licence_price_negative": _("Enter a price of 0 or more."),
    "licence_no_open_file": _("This title has no open-access file."),
    "licence_number_missing": _("Enter the licence number."),
    "licence_number_unreadable": _("A number cannot be read."),
    "licence_day_unreadable": _("A date could not be read. Use the format 2031-12-31."),
    "licence_price_unreadable": _("Enter a price in the format 150000 or 1.500.000,50."),
    "licence_price_unclear": _("The price could mean thousands or decimals. Enter 1500 or 1.50."),
    "licence_title_unknown": _("Neither the ISBN nor an identifier says which title this is for."),
    "licence_vendor_missing": _("Supplier not stated."),
    "licence_kind_unknown": _("This kind of licence is not known."),
    "licence_devices_missing": _("Enter the number of devices, at least one."),
    "licence_longest_missing": _("Enter the number of days, from 1 to 3650."),
    "licence_sample_too_large": _("Enter a percentage from 0 to 50."),
    "licence_yes_unreadable": _("Enter yes or no."),
    "licence_copies_in_use": _(
        "More copies are lent or kept now. Write at least as many, or end those loans first."
    ),
    "licence_end_in_use": _(
        "A loan ends after this day. Choose its last day or later, or end the loan first."
    ),
    "licence_loans_made": _("More loans than that have been made already."),
    "licence_number_known": _("Another licence has this number already."),
    "licence_number_taken": _(
        "Another title's licence already has this number. If two suppliers use the same numbers, "
        "enter the supplier before the number."
    ),
}
