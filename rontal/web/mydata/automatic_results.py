"""Results of automatic reading and checking, for the person concerned."""

from typing import Any, Final

from idcard.reading.model import CardReading, Values
from rontal.membership.models import Application
from rontal.membership.rules.kinds import Slot
from rontal.membership.selectors.drafts import COLUMNS
from rontal.ui.sentences.verification import finding
from rontal.verification.selectors import MachineResult, Report, latest_report, photo_results

# Findings about other people's applications; showing them would reveal who else is registered.
ABOUT_OTHERS: Final = frozenset(
    {"identity_is_member", "identity_elsewhere", "identity_new", "photo_elsewhere", "photos_new"}
)


def stored_readings(application: Application) -> dict[Slot, MachineResult]:
    """Returns the readings of the photos that are still stored, by slot."""
    files = {getattr(application, f"{column}_id"): slot for slot, column in COLUMNS.items()}
    readings = photo_results(file for file in files if file is not None)
    return {
        files[file]: reading for file, reading in readings.items() if reading.card or reading.face
    }


def automatic_results(application: Application) -> dict[str, Any]:
    """Returns all readings and findings as data for JSON."""
    readings = stored_readings(application)
    return {
        "readings": {slot.value: _reading_data(reading) for slot, reading in readings.items()},
        "examination": _report_data(latest_report(application.pk)),
    }


def findings_in_words(application: Application) -> dict[str, str]:
    """Returns what the checks found about the person, as sentences by code; {} before they ran."""
    report = latest_report(application.pk)
    outcomes = report.outcomes if report else ()
    own = [one for one in outcomes if one.code not in ABOUT_OTHERS]
    return {one.code: finding(one.code, one.evidence) for one in own}


def values_read(card: CardReading) -> int:
    """Returns the number of values read from a card, including relatives on a family card."""
    return len(card.values) + sum(len(person) for person in card.people)


def _reading_data(reading: MachineResult) -> dict[str, Any]:
    if reading.card is not None:
        return {
            "kind": reading.card.kind,
            "values": _read_values(reading.card.values),
            "people": [_read_values(person) for person in reading.card.people],
            "signs": sorted(reading.card.signs),
            "hints": reading.hints,
        }
    faces = len(reading.face.faces) if reading.face else 0
    return {"faces": faces, "hints": reading.hints}


def _read_values(values: Values) -> dict[str, str]:
    return {name.value: value.text for name, value in values.items()}


def _report_data(report: Report | None) -> dict[str, Any] | None:
    if report is None:
        return None
    own = [outcome for outcome in report.outcomes if outcome.code not in ABOUT_OTHERS]
    return {
        "at": report.examination.at,
        "recommendation": report.examination.recommendation,
        "sampled": report.examination.sampled,
        "findings": [
            {
                "code": outcome.code,
                "level": outcome.level,
                "words": finding(outcome.code, outcome.evidence),
            }
            for outcome in own
        ],
    }
