"""Tables of the lending statistics: by month, most wanted titles, titles viewed but not lent."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from rontal.desk.reports.cells import FEW, Cell, Row, Section, Table
from rontal.desk.reports.report import month_name
from rontal.feedback.survey.rules import MIN_GROUP_SIZE
from rontal.lending.figures import MonthOfLending, TitleDemand


def section(
    months: Sequence[MonthOfLending],
    in_demand: Sequence[TitleDemand],
    looked_at: Sequence[TitleDemand],
) -> Section:
    """Returns the tables; fewer than five members are not shown as a number."""
    tables = [_by_month(months), _demand_table(in_demand), _looked_at(looked_at)]
    return Section("lending", _("Lending statistics"), tables)


def _by_month(months: Sequence[MonthOfLending]) -> Table:
    counted = _(
        "Loans by start date; each member and title is counted once a month. Opened: how often a "
        "reader opened a borrowed book. Open to everyone: how often someone started reading or "
        "downloaded an open-access file, excluding robots and scripts that identify themselves. "
        "Turned away: members who found no copy or licence available, including holds. Two clicks "
        "within half a minute count as one."
    )
    head = [
        _("Loans"),
        _("Members"),
        _("Titles"),
        _("Opened"),
        _("Open to everyone"),
        _("Holds placed"),
        _("Turned away"),
    ]
    rows = [
        Row(
            month_name(one.month),
            [
                Cell(one.loans),
                FEW if 0 < one.readers < MIN_GROUP_SIZE else Cell(one.readers),
                Cell(one.titles),
                Cell(one.opened),
                Cell(one.read_open),
                Cell(one.placed),
                Cell(one.turned_away),
            ],
        )
        for one in months
    ]
    return Table("months", _("By month"), counted, head, rows, lines_are=_("Month"))


def _demand_table(in_demand: Sequence[TitleDemand]) -> Table:
    counted = _(
        "Titles most often borrowed or asked for in vain. Where many people were turned away, one "
        "more copy would be read. Viewed: how often the title's page was viewed."
    )
    most = max((one.loans + one.turned_away for one in in_demand), default=0) or 1
    rows = [
        Row(
            one.title,
            [Cell(one.loans), Cell(one.opened), Cell(one.turned_away), Cell(one.looked)],
            share=round((one.loans + one.turned_away) * 100 / most),
        )
        for one in in_demand
    ]
    head = [_("Loans"), _("Opened"), _("Turned away"), _("Viewed")]
    return Table("wanted", _("Titles in highest demand"), counted, head, rows, lines_are=_("Title"))


def _looked_at(looked_at: Sequence[TitleDemand]) -> Table:
    counted = _(
        "Titles viewed most often but not borrowed. Views without JavaScript and by identified "
        "robots are not counted."
    )
    rows = [Row(one.title, [Cell(one.looked), Cell(one.turned_away)]) for one in looked_at]
    head = [_("Viewed"), _("Turned away")]
    return Table("looked_at", _("Viewed, not borrowed"), counted, head, rows, lines_are=_("Title"))
