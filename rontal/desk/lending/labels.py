"""Labels of licences and loans."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rontal.lending import labels as lending
from rontal.lending.models import Licence
from rontal.lending.services import Outcome
from rontal.lending.stock import LicenceFilter

Words = Mapping[str, str | Promise]

KINDS: Words = lending.LICENCE_KINDS
SHELVES: Words = {
    LicenceFilter.LIMITED: pgettext_lazy("licences", "With terms"),
    LicenceFilter.SOON: pgettext_lazy("licences", "Ending soon"),
    LicenceFilter.USED_UP: pgettext_lazy("licences", "Used up"),
    LicenceFilter.OVER: pgettext_lazy("licences", "Over"),
    LicenceFilter.ALL: pgettext_lazy("licences", "All"),
}
REASONS: Words = lending.END_REASONS
ENDS: Words = lending.LICENCE_ENDS
OPENING_REASONS: Words = {
    "member_asks": _("The member is here or on the phone"),
    "complaint": _("To answer a complaint"),
    "misuse": _("To investigate misuse"),
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
    "tsv": _("TSV (tab-separated)"),
    "csv": _("CSV, for spreadsheets"),
}
OUTCOMES: Words = {
    Outcome.ENTERED: _("entered"),
    Outcome.ENTERED_WITH_TITLE: _("added, with a new title as a draft"),
    Outcome.KNOWN: _("known already"),
    Outcome.REFUSED: _("refused"),
}
UNKEPT: Words = {
    "tts": _("no reading aloud"),
    "print": _("no printing"),
    "terms": _("other terms, unknown here"),
}
"""Labels of licence terms in sellers' files that this program does not enforce."""
FAULTS: Words = {
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
MAX_NAMED: Final = 5
MAX_NAME_LENGTH: Final = 40


def columns_unknown(names: Sequence[str]) -> str:
    """Returns the error message for unknown columns, with the first five names."""
    listed = "; ".join(name[:MAX_NAME_LENGTH] for name in names[:MAX_NAMED])
    return gettext(
        "Nothing was added. These columns are unknown or duplicated: %(names)s. They may contain "
        "licence terms: rename them to one of the names below, or remove them."
    ) % {"names": listed}


def terms(licence: Licence) -> list[str]:
    """Returns the restrictions of a licence as sentences."""
    sentences = [gettext("Reader's number on pages")] if licence.page_mark else []
    if (most := licence.copy_characters) is not None:
        sentences.append(_copy_limit(most))
    if licence.devices is not None:
        sentences.append(_device_limit(licence.devices))
    if licence.longest_days is not None:
        sentences.append(_longest_loan(licence.longest_days))
    if licence.sample_percent:
        sentences.append(gettext("A sample of %(percent)s%%") % {"percent": licence.sample_percent})
    return sentences


def _longest_loan(most: int) -> str:
    sentence = ngettext(
        "A loan lasts %(most)s day at most", "A loan lasts %(most)s days at most", most
    )
    return sentence % {"most": most}


def _device_limit(most: int) -> str:
    sentence = ngettext(
        "Read on up to %(most)s device at a time",
        "Read on up to %(most)s devices at a time",
        most,
    )
    return sentence % {"most": most}


def _copy_limit(most: int) -> str:
    if most == 0:
        return gettext("No copying of words")
    sentence = ngettext(
        "Copy up to %(most)s character per loan",
        "Copy up to %(most)s characters per loan",
        most,
    )
    return sentence % {"most": number_format(most, use_l10n=True, force_grouping=True)}
