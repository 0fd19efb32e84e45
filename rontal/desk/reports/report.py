"""Report with texts in the active language, shared by page, PDF, workbook and CSV."""

from collections.abc import Mapping
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from rontal.desk.reports import sections
from rontal.desk.reports.building import Edition, share
from rontal.desk.reports.cells import NONE, Cell, Highlight, MonthColumn, Report, Unit
from rontal.desk.selectors.reports import Figures
from rontal.feedback.survey import rules
from rontal.feedback.survey.rules import Tally
from rontal.membership.figures.rules import Moment
from rontal.membership.figures.selectors import Both
from rontal.membership.selectors import today
from rontal.membership.states import MemberState
from rontal.standard.rules.periods import Length, ReportPeriod
from rontal.standard.steps.rules import Step
from rontal.standard.steps.selectors import Between


def build(found: Figures, edition: Edition) -> Report:
    """Returns the report of these figures in the active language."""
    return Report(
        title=title(found.period),
        label=found.period.label,
        standing=_standing(found),
        provisional=not found.is_over,
        edition=edition.value,
        highlights=_highlights(found),
        months=_months(found),
        sections=[
            sections.registrations(found, edition),
            sections.times(found),
            sections.complaints(found, edition),
            sections.survey(found),
            sections.members(found),
            sections.use(found),
            sections.iplm(found),
        ],
        is_empty=found.is_empty,
        notes=_notes(edition),
    )


def title(period: ReportPeriod) -> str:
    """Returns the title of the report."""
    if period.length is Length.YEAR:
        return _("Report of %(year)s") % {"year": period.first.year}
    return _("Report of %(month)s") % {"month": month_name(period.first)}


def month_name(day: date, form: str = "F Y") -> str:
    """Returns the formatted month; `form` is a Django date format."""
    return formats.date_format(day, form)


def _standing(found: Figures) -> str:
    if found.is_over:
        return _("This period has ended: the report will not change.")
    day = formats.date_format(today(), "j F Y")
    return _("Provisional: the period has not ended. As of %(day)s.") % {"day": day}


def _notes(edition: Edition) -> list[str]:
    if edition is Edition.PUBLIC:
        return [
            _(
                "Edition to share: tables by place, age, sex and subject hide groups of fewer than"
                " 5, and others where a total would reveal them."
            )
        ]
    return [
        _(
            "Internal edition with all figures. To share or print it, choose the other edition: "
            "small groups could identify people."
        )
    ]


def _highlights(found: Figures) -> list[Highlight]:
    moments, (now, before) = found.registrations.moments, found.tickets.all
    active = found.members.standing.get(MemberState.ACTIVE, Both())
    return [
        _pair(_("Registrations submitted"), moments.get(Moment.SENT, Both())),
        _pair(_("Approved"), moments.get(Moment.APPROVED, Both())),
        Highlight(_("Decided on time"), _kept(found.steps[0]), _kept(found.steps[1])),
        _pair(_("Active members"), active),
        _pair(_("Loans"), Both(found.use[0].loans, found.use[1].loans)),
        Highlight(
            _("Complaints answered on time"),
            share(now.in_time, now.answered),
            share(before.in_time, before.answered),
        ),
        Highlight(_("Index of satisfaction"), *(_index(tally) for tally in found.survey)),
    ]


def _pair(label: str, both: Both) -> Highlight:
    return Highlight(label, Cell(both.now), Cell(both.before))


def _kept(steps: Mapping[Step, Between]) -> Cell:
    figure = steps.get(Step.DECISION, Between()).figure
    return Cell(figure.kept_percent, Unit.PERCENT) if figure.is_shown else NONE


def _index(tally: Tally) -> Cell:
    return Cell(rules.index(tally), Unit.DECIMAL) if tally.count else NONE


def _months(found: Figures) -> list[MonthColumn]:
    counts = found.registrations.by_month
    return [
        MonthColumn(
            month_name(month, "M Y"),
            counts.get((month, Moment.SENT), 0),
            counts.get((month, Moment.APPROVED), 0),
        )
        for month in found.period.months
    ]
