"""Results of automatic reading and checking, for the person concerned."""

from typing import Any, Final

from rontal.membership.models import Application
from rontal.membership.rules.kinds import Slot
from rontal.membership.selectors.drafts import COLUMNS
from rontal.verification.reading.model import CardReading, Values
from rontal.verification.selectors import PhotoLook, Report, latest_report, photo_looks

# Findings about other people's applications; showing them would reveal who else is registered.
ABOUT_OTHERS: Final = frozenset(
    {"identity_is_member", "identity_elsewhere", "identity_new", "photo_elsewhere", "photos_new"}
)


def looks(application: Application) -> dict[Slot, PhotoLook]:
    """Returns the readings of the photos that are still stored, by slot."""
    files = {getattr(application, f"{column}_id"): slot for slot, column in COLUMNS.items()}
    seen = photo_looks(file for file in files if file is not None)
    return {files[file]: look for file, look in seen.items() if look.card or look.face}


def machine(application: Application) -> dict[str, Any]:
    """Returns all readings and findings as data for JSON."""
    seen = looks(application)
    return {
        "readings": {slot.value: _look(look) for slot, look in seen.items()},
        "examination": _report(latest_report(application.pk)),
    }


def values_read(card: CardReading) -> int:
    """Returns the number of values read from a card, including relatives on a family card."""
    return len(card.values) + sum(len(person) for person in card.people)


def _look(look: PhotoLook) -> dict[str, Any]:
    if look.card is not None:
        return {
            "kind": look.card.kind,
            "values": _values(look.card.values),
            "people": [_values(person) for person in look.card.people],
            "signs": sorted(look.card.signs),
            "hints": look.hints,
        }
    faces = len(look.face.faces) if look.face else 0
    return {"faces": faces, "hints": look.hints}


def _values(values: Values) -> dict[str, str]:
    return {name.value: value.text for name, value in values.items()}


def _report(report: Report | None) -> dict[str, Any] | None:
    if report is None:
        return None
    own = [outcome for outcome in report.outcomes if outcome.code not in ABOUT_OTHERS]
    return {
        "at": report.examination.at,
        "recommendation": report.examination.recommendation,
        "findings": [{"code": outcome.code, "level": outcome.level} for outcome in own],
    }
