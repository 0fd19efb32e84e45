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


def build(figures: Figures, edition: Edition) -> Report:
    """Returns the report of these figures in the active language."""
    return Report(
        title=title(figures.period),
        label=figures.period.label,
        period_state=_period_state(figures),
        provisional=not figures.is_over,
        edition=edition.value,
        highlights=_highlights(figures),
        months=_months(figures),
        sections=[
            sections.registrations(figures, edition),
            sections.times(figures),
            sections.complaints(figures, edition),
            sections.survey(figures),
            sections.members(figures),
            sections.use(figures),
            sections.iplm(figures),
        ],
        is_empty=figures.is_empty,
        notes=_notes(edition),
    )


def title(period: ReportPeriod) -> str:
    if period.length is Length.YEAR:
        return _("Report of %(year)s") % {"year": period.first.year}
    return _("Report of %(month)s") % {"month": month_name(period.first)}


def month_name(day: date, form: str = "F Y") -> str:
    """Returns the formatted month; `form` is a Django date format."""
    return formats.date_format(day, form)


def _period_state(figures: Figures) -> str:
    if figures.is_over:
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


def _highlights(figures: Figures) -> list[Highlight]:
    moments, (now, before) = figures.registrations.moments, figures.tickets.all
    active = figures.members.standing.get(MemberState.ACTIVE, Both())
    return [
        _pair(_("Registrations submitted"), moments.get(Moment.SENT, Both())),
        _pair(_("Approved"), moments.get(Moment.APPROVED, Both())),
        Highlight(
            _("Decided on time"), _share_on_time(figures.steps[0]), _share_on_time(figures.steps[1])
        ),
        _pair(_("Active members"), active),
        _pair(_("Loans"), Both(figures.use[0].loans, figures.use[1].loans)),
        Highlight(
            _("Complaints answered on time"),
            share(now.in_time, now.answered),
            share(before.in_time, before.answered),
        ),
        Highlight(_("Index of satisfaction"), *(_index(tally) for tally in figures.survey)),
    ]


def _pair(label: str, both: Both) -> Highlight:
    return Highlight(label, Cell(both.now), Cell(both.before))


def _share_on_time(steps: Mapping[Step, Between]) -> Cell:
    figure = steps.get(Step.DECISION, Between()).figure
    return Cell(figure.kept_percent, Unit.PERCENT) if figure.is_shown else NONE


def _index(tally: Tally) -> Cell:
    return Cell(rules.index(tally), Unit.DECIMAL) if tally.count else NONE


def _months(figures: Figures) -> list[MonthColumn]:
    counts = figures.registrations.by_month
    return [
        MonthColumn(
            month_name(month, "M Y"),
            counts.get((month, Moment.SENT), 0),
            counts.get((month, Moment.APPROVED), 0),
        )
        for month in figures.period.months
    ]
