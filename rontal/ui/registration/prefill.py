"""Form of a step, prefilled with values read from the card where nothing was typed yet.

Prefilled fields are marked and can be changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rontal.membership.models import Draft
from rontal.membership.rules.kinds import Slot
from rontal.membership.selectors import draft_values
from rontal.membership.selectors.drafts import vouched_values
from rontal.standard.selectors import library
from rontal.ui.registration.base import DraftForm
from rontal.ui.registration.card_values import (
    REGIONS,
    Choice,
    Offers,
    below_home,
    offers_of,
    people_on,
    person_on,
    unanswered,
    with_offers,
)
from rontal.ui.registration.photo_results import PhotoResult, hints_in, photo_results_of

PERSON = "orang"
OFFERED = "offered"
ADDRESS = (*REGIONS, "village", "street")


@dataclass(frozen=True)
class Prefilled:
    """Form with its offers; `chosen` is the number of a person on a family card, or 0."""

    form: DraftForm
    result: PhotoResult | None = None
    offers: Offers = field(default_factory=dict)
    people: list[Choice] = field(default_factory=list)
    chosen: int = 0
    hints: dict[Slot, tuple[str, ...]] = field(default_factory=dict)

    @property
    def parts(self) -> list[str]:
        """Names of the template parts that contain an offer; the three regions are one part."""
        names = ["region" if name in REGIONS else name for name in self.offers]
        return list(dict.fromkeys(names))

    @property
    def fields(self) -> list[Any]:
        """Bound fields with an offer, except the regions."""
        return [self.form[name] for name in self.parts if name != "region"]


def prefilled(draft: Draft, form_class: type[DraftForm], number: str = "") -> Prefilled:
    """Returns the form of a step for display.

    The values of a person chosen on a family card replace what was typed; everything else that was
    typed remains.
    """
    typed, results = draft_values(draft), photo_results_of(draft)
    card, hints = results.get(Slot.CARD), hints_in(results)
    if card is None or card.reading is None:
        return Prefilled(form_class(typed), card, hints=hints)
    reading = card.reading
    person = person_on(reading, number)
    offers = offers_of(reading, person)
    if person is None:
        offers = below_home(unanswered(offers, typed), library().region)
    free = [name for name in form_class.base_fields if name not in vouched_values(typed)]
    offers = {name: offers[name] for name in free if name in offers}
    form = form_class(with_offers(typed, offers))
    add_reading_hints(form, offers)
    people = people_on(reading) if "name" in form.fields else []
    chosen = 0 if person is None else person + 1
    return Prefilled(form, card, offers, people, chosen, hints)


def mark_unchanged_values(
    draft: Draft, form: DraftForm, names: Iterable[str], number: str = ""
) -> None:
    """Marks the fields of a submitted form that still have the value read from the card."""
    card = photo_results_of(draft).get(Slot.CARD)
    if card is None or card.reading is None:
        return
    offers, typed = offers_of(card.reading, person_on(card.reading, number)), form.typed()
    unchanged = [name for name in names if name in offers and typed.get(name) == offers[name].value]
    add_reading_hints(form, {name: offers[name] for name in unchanged})


def add_reading_hints(form: DraftForm, offers: Offers) -> None:
    """Adds a help text to each field that was read by machine, and how certain the reading is."""
    for name, offer in offers.items():
        if name in form.fields:
            form_field = form.fields[name]
            form_field.help_text = _marked(name, sure=offer.sure, text=form_field.help_text)


def _marked(name: str, *, sure: bool, text: object) -> SafeString:
    context = {
        "name": name,
        "sure": sure,
        "help": text,
        "address": name in ADDRESS,
        "offered": OFFERED,
    }
    return SafeString(render_to_string("ui/registration/mark.html", context).strip())
