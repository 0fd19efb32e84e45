"""Labels of licences and loans."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rontal.lending.models import Licence
from rontal.lending.rules import EndReason, LicenceEnd, LicenceKind
from rontal.lending.services import Outcome
from rontal.lending.stock import Shelf

Words = Mapping[str, str | Promise]

KINDS: Words = {
    LicenceKind.ONE_COPY_ONE_READER: _("Perpetual, one reader per copy"),
    LicenceKind.BY_TIME: _("For a time"),
    LicenceKind.BY_LOANS: _("For a number of loans"),
    LicenceKind.CONCURRENT: _("Several readers at once"),
    LicenceKind.IN_LIBRARY: _("Read in the library only"),
    LicenceKind.OPEN_ACCESS: _("Open to everyone"),
}
SHELVES: Words = {
    Shelf.LIMITED: pgettext_lazy("licences", "With terms"),
    Shelf.SOON: pgettext_lazy("licences", "Ending soon"),
    Shelf.USED_UP: pgettext_lazy("licences", "Used up"),
    Shelf.OVER: pgettext_lazy("licences", "Over"),
    Shelf.ALL: pgettext_lazy("licences", "All"),
}
REASONS: Words = {
    EndReason.ASKED: _("The member asked for it"),
    EndReason.RIGHTS: _("The right to lend the title has ended"),
    EndReason.TECHNICAL: _("The file is broken"),
    EndReason.MISUSE: _("The loan was misused"),
}
ENDS: Words = {
    LicenceEnd.MISTAKE: _("It was entered by mistake"),
    LicenceEnd.RIGHTS: _("The publisher took the right back"),
    LicenceEnd.REPLACED: _("Another licence takes its place"),
}
LOOKS: Words = {
    "member_asks": _("The member is here or on the phone"),
    "complaint": _("To answer a complaint"),
    "misuse": _("To look into misuse"),
}
REPORTS: Words = {
    "TR": _("TR: all titles, every number"),
    "TR_B1": _("TR_B1: requests of books"),
    "TR_B2": _("TR_B2: access denied"),
    "TR_B3": _("TR_B3: use by kind of access"),
}
"""Labels of COUNTER reports by code."""
FORMS: Words = {
    "json": "JSON",
    "tsv": _("TSV, table with tabs"),
    "csv": _("CSV, for spreadsheets"),
}
OUTCOMES: Words = {
    Outcome.ENTERED: _("entered"),
    Outcome.ENTERED_WITH_TITLE: _("entered, with a new title as a draft"),
    Outcome.KNOWN: _("known already"),
    Outcome.REFUSED: _("refused"),
}
UNKEPT: Words = {
    "tts": _("that it is not read aloud"),
    "print": _("that it is not printed"),
    "terms": _("others, which it does not know"),
}
"""Labels of licence terms in sellers' files that this program does not enforce."""
FAULTS: Words = {
    "licence_copies_missing": _("Write how many copies, at least one."),
    "licence_open_has_no_copies": _("What is open to everybody has no copies."),
    "licence_loans_missing": _("Write how many loans it allows, at least one."),
    "licence_end_missing": _("Write the last day."),
    "licence_end_past": _("This day is over."),
    "licence_end_far": _("This day is too far away. Choose a kind that lasts for good."),
    "licence_lasts": _("This kind lasts for good. Choose another kind, or leave it empty."),
    "licence_price_negative": _("Enter a price of 0 or more."),
    "licence_no_open_file": _("This title has no file that is open to everybody."),
    "licence_number_missing": _("The number of the licence is missing."),
    "licence_number_unreadable": _("A number cannot be read."),
    "licence_day_unreadable": _("A date could not be read. Use the format 2031-12-31."),
    "licence_price_unreadable": _("The price cannot be read. Write it as 150000 or 1.500.000,50."),
    "licence_price_unclear": _(
        "The price may mean thousands or decimals. Write it as 1500, or as 1.50."
    ),
    "licence_title_unknown": _("The title is unknown: there is no ISBN or identifier."),
    "licence_vendor_missing": _("Supplier not stated."),
    "licence_kind_unknown": _("This kind of licence is not known."),
    "licence_devices_missing": _("Write on how many devices, at least one."),
    "licence_longest_missing": _("Write for how many days, from 1 to 3650."),
    "licence_sample_too_large": _("Write how many percent, from 0 to 50."),
    "licence_yes_unreadable": _("Write yes or no."),
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
MOST_NAMED: Final = 5
LONGEST_NAMED: Final = 40


def columns_unknown(names: Sequence[str]) -> str:
    """Returns the error message for unknown columns, with the first five names."""
    told = "; ".join(name[:LONGEST_NAMED] for name in names[:MOST_NAMED])
    return gettext(
        "Nothing was entered. These columns are not known, or say the same twice: %(names)s. They"
        " may hold a term of the licence: give them one of the names below, or take them out."
    ) % {"names": told}


def terms(licence: Licence) -> list[str]:
    """Returns the restrictions of a licence as sentences."""
    said = [gettext("Pages carry the reader's number")] if licence.page_mark else []
    if (most := licence.copy_characters) is not None:
        said.append(_copying(most))
    if licence.devices is not None:
        said.append(_devices(licence.devices))
    if licence.longest_days is not None:
        said.append(_longest(licence.longest_days))
    if licence.sample_percent:
        said.append(gettext("A sample of %(percent)s%%") % {"percent": licence.sample_percent})
    return said


def _longest(most: int) -> str:
    told = ngettext("A loan lasts %(most)s day at most", "A loan lasts %(most)s days at most", most)
    return told % {"most": most}


def _devices(most: int) -> str:
    told = ngettext(
        "Read on up to %(most)s device at a time",
        "Read on up to %(most)s devices at a time",
        most,
    )
    return told % {"most": most}


def _copying(most: int) -> str:
    if most == 0:
        return gettext("No copying of words")
    told = ngettext(
        "Copy up to %(most)s character per loan",
        "Copy up to %(most)s characters per loan",
        most,
    )
    return told % {"most": number_format(most, use_l10n=True, force_grouping=True)}
