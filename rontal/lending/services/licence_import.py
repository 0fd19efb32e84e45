"""Import of licence files, with the titles that they name."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from records.codes import Scheme
from records.formats.names import credit
from records.record import Number, Record
from rontal.accounts.roles import LICENCE_BUYERS
from rontal.catalogue import services as catalogue
from rontal.catalogue.models import Identifier
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor
from rontal.core.children.content_files import Content
from rontal.core.children.limits import SAMPLING
from rontal.core.children.turns import turn
from rontal.core.errors import Invalid
from rontal.lending.errors import TooManyLicences
from rontal.lending.licence_files import Line
from rontal.lending.licence_reading import read_lines
from rontal.lending.models import Licence
from rontal.lending.rules import Batch
from rontal.lending.services.buying import buy
from rontal.membership.selectors import today
from rontal.standard.selectors import library


class Outcome(StrEnum):
    """Result of an imported line."""

    ENTERED = "entered"
    ENTERED_WITH_TITLE = "entered_with_title"
    KNOWN = "known"
    REFUSED = "refused"


OUTCOMES: Mapping[str, str | Promise] = {
    Outcome.ENTERED: _("entered"),
    Outcome.ENTERED_WITH_TITLE: _("added, with a new title as a draft"),
    Outcome.KNOWN: _("known already"),
    Outcome.REFUSED: _("refused"),
}


@dataclass(frozen=True)
class Report:
    """Result of one line.

    `code` is why it was refused, `unstored` are terms of the licence that are not stored.
    """

    number: int
    title: str
    outcome: Outcome
    code: str = ""
    title_id: int | None = None
    unstored: tuple[str, ...] = ()


def import_licences(
    *, content: Content, vendor: str, actor: Actor, most: int | None = None
) -> Iterator[Report]:
    """Imports the licences of a file, read by a child process, and yields the result of each line.

    Each line has its own transaction. A title is matched by ISBN or the identifier of the file; a
    missing one is created as a draft. A licence with a known number is left unchanged, so importing
    a file again adds nothing. Raises NotAllowed, NoLicences, ColumnsUnknown, TableRefused,
    DecodersBusy, and, before any import, TooManyLicences for a file of more lines than `most`,
    which takes a turn as uploads do.
    """
    actor.require_or_system(*LICENCE_BUYERS)
    if most is not None:
        for line in _some_lines(content, most):
            yield _import_line(line, vendor, actor)
        return
    with closing(read_lines(content, library().zone)) as lines:
        for line in lines:
            yield _import_line(line, vendor, actor)


def _some_lines(content: Content, most: int) -> list[Line]:
    """Reads a file under the limits of a web request, which holds a turn meanwhile."""
    with turn(0), closing(read_lines(content, library().zone, SAMPLING)) as lines:
        some = list(islice(lines, most + 1))
    if len(some) > most:
        raise TooManyLicences(limit=most)
    return some


def _import_line(line: Line, vendor: str, actor: Actor) -> Report:
    if line.offer is None:
        return Report(line.number, line.title, Outcome.REFUSED, line.fault)
    known = Licence.objects.filter(identifier=line.offer.identifier).first()
    if known is not None:
        return _report_known(line, known)
    if fault := _fault(line, vendor):
        return Report(line.number, line.title, Outcome.REFUSED, fault)
    try:
        with transaction.atomic():
            return _enter(line, vendor, actor)
    except Invalid as error:
        return Report(line.number, line.title, Outcome.REFUSED, next(iter(error.fields.values())))
    except IntegrityError:  # entered by another process in the meantime
        return Report(line.number, line.title, Outcome.KNOWN)


def _report_known(line: Line, licence: Licence) -> Report:
    """Reports a licence whose number exists: known for the same title, refused for another.

    For another title the number belongs to another supplier's licence or is a typo, and must be
    seen.
    """
    number, title_id = _number_of(line), licence.title_id
    if number.value and not _has_number(title_id, number):
        return Report(
            line.number, line.title, Outcome.REFUSED, "licence_number_taken", title_id=title_id
        )
    return Report(line.number, line.title, Outcome.KNOWN, title_id=title_id, unstored=line.unstored)


def _fault(line: Line, vendor: str) -> str:
    if not (line.isbn or line.uri):
        return "licence_title_unknown"
    if not (line.vendor or vendor):
        return "licence_vendor_missing"
    return ""


def _enter(line: Line, vendor: str, actor: Actor) -> Report:
    assert line.offer is not None
    number = _number_of(line)
    title_id, outcome = _title_with(number), Outcome.ENTERED
    if title_id is None:
        title_id, outcome = _new_title(line, number, actor), Outcome.ENTERED_WITH_TITLE
    batch = Batch(
        line.vendor or vendor, line.bought_on or today(), line.currency or "IDR", line.reference
    )
    buy(title_id=title_id, offer=line.offer, batch=batch, actor=actor)
    return Report(line.number, line.title, outcome, title_id=title_id, unstored=line.unstored)


def _number_of(line: Line) -> Number:
    return Number(Scheme.ISBN, line.isbn) if line.isbn else Number(Scheme.URI, line.uri)


def _has_number(title_id: int, number: Number) -> bool:
    rows = Identifier.objects.filter(title=title_id, scheme=number.scheme, value=number.value)
    return rows.exists()


def _title_with(number: Number) -> int | None:
    rows = Identifier.objects.filter(scheme=number.scheme, value=number.value)
    rows = rows.exclude(title__state=TitleState.JOINED).order_by("title_id")
    return rows.values_list("title_id", flat=True).first()


def _new_title(line: Line, number: Number, actor: Actor) -> int:
    if not line.title:
        raise Invalid({"title": "licence_title_unknown"})
    record = Record(
        title=line.title,
        credits=[credit(name) for name in line.authors],
        publisher=line.publisher,
        language=line.language,
        numbers=[number],
    )
    return catalogue.create_title(record=record, actor=actor).pk
