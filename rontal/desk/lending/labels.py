"""Labels of licences and loans."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from rontal.lending import labels as lending
from rontal.lending import services, stock
from rontal.lending.models import Licence
from rontal.lending.usage import labels as usage

Words = Mapping[str, str | Promise]

KINDS: Words = lending.LICENCE_KINDS
SHELVES: Words = stock.LICENCE_FILTERS
REASONS: Words = lending.END_REASONS
ENDS: Words = lending.LICENCE_ENDS
OPENING_REASONS: Words = lending.LOAN_VIEW_REASONS
REPORTS: Words = usage.REPORTS
FORMS: Words = usage.FORMATS
OUTCOMES: Words = services.OUTCOMES
UNKEPT: Words = lending.UNSTORED_TERMS
FAULTS: Words = lending.LICENCE_FAULTS
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
