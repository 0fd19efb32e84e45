"""Survey results of a year as a PDF (PDF/UA-1) for printing and signing."""

import json
from datetime import date
from pathlib import Path

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rontal.feedback.survey.questionnaire import BANDS
from rontal.feedback.survey.rules import MIN_GROUP_SIZE
from rontal.feedback.survey.selectors import Results
from rontal.standard.selectors import library
from rontal.ui import documents
from rontal.web.survey import result_charts
from rontal.web.survey.result_charts import Column, Group, Row

SOURCE = Path(__file__).with_name("report.typ")


def pdf(results: Results) -> bytes:
    """Returns the report as a tagged PDF in the active language; it contains no remarks."""
    return documents.pdf(SOURCE, {"given": json.dumps(_inputs(results))})


def month(day: date) -> str:
    return formats.date_format(day, "F Y")


def _inputs(results: Results) -> dict[str, object]:
    profile = library()
    return {
        "lang": get_language() or "id",
        "title": _("Satisfaction with the online library %(year)s") % {"year": results.year},
        "library": profile.name,
        "unit": profile.unit,
        "address": profile.address,
        "period": _("Answers from %(first)s to %(last)s")
        % {"first": month(results.first), "last": month(results.last)},
        "index_name": _("Index of satisfaction (IKM)"),
        "index": number(results.index),
        "band": results.band.value,
        "band_words": str(BANDS[results.band]),
        "scale_alt": _("The index %(index)s is in band %(band)s, from D to A.")
        % {"index": number(results.index), "band": results.band.value},
        "scale": [
            {"band": s.band.value, "width": s.width, "from": number(s.floor), "here": s.here}
            for s in result_charts.scale(results.index)
        ],
        "marker": result_charts.place(results.index),
        "facts": _facts(results),
        "elements": _elements(result_charts.rows(results)),
        "trend": _trend(result_charts.columns(results)),
        "people": _people(result_charts.groups(results)),
        "weakest": _("Priorities for improvement: %(names)s.")
        % {"names": ", ".join(result_charts.weakest(results))},
        "how": _method(),
        "signed": _("Head of the service"),
    }


def number(value: object) -> str:
    """Returns a number with two decimals in the active language's format."""
    return formats.number_format(value, 2)  # type: ignore[arg-type]


def _facts(results: Results) -> list[list[str]]:
    return [
        [_("Answers"), str(results.tally.count)],
        [_("People whom the service reached"), str(results.population)],
        [_("Answers needed (Krejcie and Morgan)"), str(results.needed)],
    ]


def _elements(rows: list[Row]) -> dict[str, object]:
    return {
        "title": _("The nine elements"),
        "head": ["", _("Element"), _("Mean (1 to 4)"), _("Index"), _("Band"), ""],
        "rows": [
            [r.code, r.name, number(r.score.mean), number(r.score.index), r.score.band.value]
            for r in rows
        ],
        "bars": [r.width for r in rows],
    }


def _trend(columns: list[Column]) -> dict[str, object]:
    few = _("too few")
    return {
        "title": _("By quarter"),
        "head": [_("Quarter"), _("Answers"), _("Index"), _("Band")],
        "rows": [
            [
                quarter(c),
                str(c.point.tally.count) if c.point.tally else few,
                number(c.point.index) if c.point.tally else "–",
                c.band.value if c.band else "–",
            ]
            for c in columns
        ],
    }


def quarter(column: Column) -> str:
    return _("Quarter %(number)s of %(year)s") % {
        "number": column.point.quarter,
        "year": column.point.year,
    }


def _people(groups: list[Group]) -> dict[str, object]:
    return {
        "title": _("Who answered"),
        "head": [_("Group"), _("Answers")],
        "groups": [
            {
                "name": group.name,
                "rows": [[words, str(count)] for words, count, _share in group.rows]
                + (
                    [[_("in groups too small to show"), str(group.left_out)]]
                    if group.left_out
                    else []
                ),
            }
            for group in groups
        ],
    }


def _method() -> dict[str, object]:
    return {
        "title": _("How it is calculated"),
        "points": [
            _("Each of the nine elements is rated from 1 to 4 and has a weight of one ninth."),
            _("The index is the weighted mean times 25, rounded half up to two decimals."),
            _("Bands: D from 25.00, C from 65.00, B from 76.61, A from 88.31 to 100."),
            _("Source: Regulation of the Minister PANRB 14/2017."),
            _(
                "People are asked after a decision and after a loan. "
                "One invitation gives one answer."
            ),
            _(
                "Answers are anonymous. Only completed months count. A month with fewer than "
                "%(number)s answers is combined with the next, and groups under %(number)s are not"
                " shown."
            )
            % {"number": MIN_GROUP_SIZE},
        ],
    }
