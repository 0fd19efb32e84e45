"""Sections of a report; every table explains its counting rules."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from idcard import regions
from idcard.kinds import Sex
from rontal.accounts import events as accounts
from rontal.desk.labels import SEXES, STATES
from rontal.desk.reports.building import Edition, broken_down, columns, compared, share
from rontal.desk.reports.cells import FEW, NONE, NOT_COUNTED, Cell, Row, Section, Table, Unit
from rontal.desk.selectors.reports import STAFF, Figures
from rontal.feedback.labels import CATEGORIES, CHANNELS, KINDS
from rontal.feedback.rules.kinds import Category, Channel, Kind
from rontal.feedback.selectors.reporting import NOTHING, Counted
from rontal.feedback.survey import rules
from rontal.feedback.survey.questionnaire import BANDS, ELEMENTS
from rontal.feedback.survey.rules import MIN_GROUP_SIZE, Tally
from rontal.membership import events as membership
from rontal.membership.figures.labels import AGE_GROUPS, MOMENTS
from rontal.membership.figures.rules import AgeGroup, Moment
from rontal.membership.figures.selectors import Both
from rontal.membership.rules.kinds import Origin
from rontal.membership.states import OPEN, ApplicationState, MemberState
from rontal.standard import labels as service_labels
from rontal.standard.selectors import library
from rontal.standard.steps.rules import IN_WORKING_TIME, Figure, Step
from rontal.standard.steps.selectors import Between

UNKNOWN = ""


def registrations(figures: Figures, edition: Edition) -> Section:
    """Returns the section on registrations: received, outcome, and applicants by group."""
    received = figures.registrations
    head = columns(figures.period)
    sent = received.moments.get(Moment.SENT, Both())
    origins = [
        compared(_origin_label(origin), received.origins.get(origin, Both()))
        for origin in (Origin.ONLINE, Origin.COUNTER)
    ]
    came = Table(
        "sent",
        _("Registrations received"),
        _(
            "Counted on the day the form was submitted. Excludes members imported from another "
            "system."
        ),
        head,
        [compared(_("Registrations submitted"), sent), *origins],
    )
    return Section(
        "registrations",
        _("Registrations"),
        [
            came,
            _outcome_table(figures, head),
            _open_table(figures),
            *_applicant_tables(figures, edition),
        ],
    )


def _origin_label(origin: Origin) -> str:
    return _("of these online") if origin is Origin.ONLINE else _("of these at the counter")


def _outcome_table(figures: Figures, head: Sequence[str]) -> Table:
    rows = [
        compared(str(name), figures.registrations.moments.get(moment, Both()))
        for moment, name in MOMENTS.items()
    ]
    requests = figures.happened.get(membership.CORRECTION_ASKED, Both())
    note = _("Number of requests; an application can have more than one.")
    rows.append(compared(_("Corrections requested"), requests, note=note))
    counted = _(
        "Counted on the day of the decision or end, whenever it was submitted, so the total "
        "differs from the registrations submitted."
    )
    return Table("ended", _("Application outcomes"), counted, head, rows)


def _open_table(figures: Figures) -> Table:
    order = [state for state in ApplicationState if state in OPEN]
    rows = [Row(str(STATES[state]), [Cell(figures.open_at_end.get(state, 0))]) for state in order]
    counted = _(
        "Applications still open at the end of the period, by their last event in the audit log "
        "before then."
    )
    return Table("open", _("Open at the end"), counted, [_("At the end")], rows)


def _applicant_tables(figures: Figures, edition: Edition) -> list[Table]:
    groups, head = figures.registrations.groups, columns(figures.period)
    counted = _(
        "Registrations as submitted. Later corrections do not change these figures, and they "
        "cannot be linked to a person."
    )
    places = sorted(groups["place"].items(), key=lambda item: (-item[1].now, item[0]))
    ages = [(age, _age_label(age), groups["age"].get(age, Both())) for age in (*AgeGroup, UNKNOWN)]
    sexes = [(sex, _sex_label(sex), groups["sex"].get(sex, Both())) for sex in (*Sex, UNKNOWN)]
    named = [(code, _place_label(code), both) for code, both in places]
    age_note = _(
        "Age on the day of submission: PP 17/2025 age bands for children, survey age bands for "
        "adults."
    )
    place_note = _("Districts of the library's region, elsewhere only the regency or city.")
    return [
        Table("place", _("By place"), f"{counted} {place_note}", head, broken_down(named, edition)),
        Table("age", _("By age"), f"{counted} {age_note}", head, broken_down(ages, edition)),
        Table("sex", _("By sex"), counted, head, broken_down(sexes, edition)),
    ]


def _place_label(code: str) -> str:
    return regions.name_of(code) or code or _("Unknown")


def _sex_label(sex: str) -> str:
    return str(SEXES[Sex(sex)]) if sex else _("Unknown")


def _age_label(age: str) -> str:
    return str(AGE_GROUPS[AgeGroup(age)]) if age else _("Unknown")


def times(figures: Figures) -> Section:
    """Returns the section on the five measured steps of the service promise."""
    now, before = figures.steps
    rows = [_step_row(step, now.get(step, Between()), before.get(step, Between())) for step in Step]
    head = [
        _("Promised"),
        _("Measured"),
        _("Median time"),
        _("9 in 10 within"),
        _("On time"),
        _("Previously on time"),
    ]
    counted = _(
        "Each step is measured when it ends and counted on that day. On time means within the time"
        " promised on that day; percentages are rounded down. Figures under %(smallest)s are not "
        "shown."
    ) % {"smallest": MIN_GROUP_SIZE}
    return Section("times", _("Times"), [Table("steps", _("The five steps"), counted, head, rows)])


def _step_row(step: Step, now: Between, before: Between) -> Row:
    promised = Cell(now.promised[1], Unit.SECONDS) if now.promised else NONE
    note = _("Working time.") if step in IN_WORKING_TIME else ""
    if now.promised and now.promised[0] != now.promised[1]:
        changed = _("The promised time changed in the period; the longer one is shown.")
        note = f"{note} {changed}".strip()
    return Row(
        str(service_labels.STEPS[step]),
        [
            promised,
            _figure_cell(now.figure, now.figure.count),
            _figure_cell(now.figure, now.figure.median, Unit.SECONDS),
            _figure_cell(now.figure, now.figure.ninth, Unit.SECONDS),
            _figure_cell(now.figure, now.figure.kept_percent, Unit.PERCENT),
            _figure_cell(before.figure, before.figure.kept_percent, Unit.PERCENT),
        ],
        note,
    )


def _figure_cell(figure: Figure, value: int | None, unit: Unit = Unit.COUNT) -> Cell:
    return FEW if figure.count is None else Cell(value, unit)


def complaints(figures: Figures, edition: Edition) -> Section:
    now, before = figures.tickets.all
    rows = [
        compared(_("Received"), Both(now.received, before.received)),
        compared(_("Answered"), Both(now.answered, before.answered)),
        Row(
            _("On time"),
            [share(now.in_time, now.answered), share(before.in_time, before.answered), NONE],
        ),
    ]
    counted = _(
        "Received: by day of receipt. Answered: by day of the first answer. On time: of these, "
        "within the promised working days. Spam and duplicates are excluded, even if found later."
    )
    head = columns(figures.period)
    tables = [Table("tickets", _("Total"), counted, head, rows)]
    kinds = (
        ("kind", _("By kind"), Kind, KINDS),
        ("channel", _("By channel"), Channel, CHANNELS),
        ("category", _("By subject"), Category, CATEGORIES),
    )
    for name, title, codes, words in kinds:
        pairs = figures.tickets.groups[name]
        groups = [(code, str(words[code]), _received(*pairs.get(code, NOTHING))) for code in codes]
        by_day = _("Received, by day of receipt, in the latest category set by staff.")
        tables.append(Table(name, title, by_day, head, broken_down(groups, edition)))
    return Section("complaints", _("Complaints and suggestions"), tables)


def _received(now: Counted, before: Counted) -> Both:
    return Both(now.received, before.received)


def survey(figures: Figures) -> Section:
    """Returns the section on the satisfaction index and its nine elements."""
    now, before = figures.survey
    counted = _(
        "Months that are over and have at least %(smallest)s answers; a month with fewer is "
        "counted together with the next, in the period in which that one ends."
    ) % {"smallest": MIN_GROUP_SIZE}
    head = columns(figures.period)[:2]
    whole = [
        Row(_("Index of satisfaction"), [_index(now), _index(before)], _band(now)),
        Row(_("Answers"), [_answers(now), _answers(before)]),
    ]
    first = {score.element: score for score in rules.scores(now)} if now.count else {}
    second = {score.element: score for score in rules.scores(before)} if before.count else {}
    elements = [
        Row(
            f"{element.upper()} {ELEMENTS[element]}",
            [
                Cell(one[element].mean, Unit.DECIMAL) if element in one else NONE
                for one in (first, second)
            ],
        )
        for element in rules.Element
    ]
    means = _(
        "The mean of the answers to each of the nine elements, 1 to 4 (Permenpan RB 14/2017)."
    )
    return Section(
        "survey",
        _("Satisfaction survey"),
        [
            Table("index", _("Index and answers"), counted, head, whole),
            Table("elements", _("The nine elements"), means, head, elements),
        ],
    )


def _index(tally: Tally) -> Cell:
    return Cell(rules.index(tally), Unit.DECIMAL) if tally.count else NONE


def _answers(tally: Tally) -> Cell:
    return Cell(tally.count) if tally.count else NONE


def _band(tally: Tally) -> str:
    if not tally.count:
        return ""
    band = rules.band(rules.index(tally))
    return _("Band %(band)s, %(words)s.") % {"band": band.value, "words": BANDS[band]}


def members(figures: Figures) -> Section:
    """Returns the section on memberships: states at the end of the period, and changes."""
    head, states = columns(figures.period), figures.members.standing
    headings = [
        (MemberState.ACTIVE, _("Active members")),
        (MemberState.SUSPENDED, _("Memberships paused")),
        (MemberState.EXPIRED, _("Memberships expired")),
        (MemberState.CLOSED, _("Memberships closed")),
    ]
    stood = [compared(name, states.get(state, Both())) for state, name in headings]
    changed = [
        compared(_("New members"), figures.members.joined),
        *(compared(name, figures.happened.get(event, Both())) for event, name in _changes()),
    ]
    by_record = _(
        "At the end of the period, by the last event of each membership before then. Includes "
        "members imported from another system."
    )
    within = _(
        "New members by joining date, excluding those imported from another system; everything "
        "else counts each time it happened."
    )
    return Section(
        "members",
        _("Members"),
        [
            Table("standing", _("At the end"), by_record, head, stood),
            Table("changes", _("Within the period"), within, head, changed),
        ],
    )


def _changes() -> list[tuple[str, str]]:
    return [
        (accounts.FIRST_SIGN_IN, _("Signed in for the first time")),
        (membership.MEMBER_RENEWED, _("Memberships renewed")),
        (membership.MEMBER_SUSPENDED, _("Memberships paused")),
        (membership.MEMBER_EXPIRED, _("Memberships expired")),
        (membership.MEMBER_CLOSED, _("Memberships closed")),
    ]


def use(figures: Figures) -> Section:
    """Returns the section on loans and visits."""
    now, before = figures.use
    rows = [
        compared(_("Loans"), Both(now.loans, before.loans)),
        compared(_("Members who borrowed"), Both(now.readers, before.readers)),
        compared(_("Titles that were borrowed"), Both(now.titles, before.titles)),
        Row(_("Visits"), [NOT_COUNTED, NOT_COUNTED, NONE], _no_visits()),
    ]
    counted = _("Loans by start date. Each member and title is counted once.")
    return Section(
        "use",
        _("Loans and visits"),
        [Table("loans", _("Within the period"), counted, columns(figures.period), rows)],
    )


def _no_visits() -> str:
    return _("The system does not track who viewed what, and does not count visits yet.")


def iplm(figures: Figures) -> Section:
    """Returns the section with this program's part of the literacy development index (IPLM)."""
    stock, people = figures.stock[0], figures.population
    active = figures.members.standing.get(MemberState.ACTIVE, Both()).now
    rows = [
        _per_thousand_row("UPLM2", _("Titles"), Cell(stock.titles), people),
        _per_thousand_row("UPLM2", _("Copies"), Cell(stock.copies), people),
        _per_thousand_row(
            "UPLM3",
            _("Staff with a role at this desk"),
            Cell(figures.happened.get(STAFF, Both()).now),
            people,
        ),
        _per_thousand_row("UPLM4", _("Visits"), NOT_COUNTED, people, note=_no_visits()),
        _per_thousand_row("UPLM7", _("Active members"), Cell(active), people),
        _per_thousand_row("", _("Loans"), Cell(figures.use[0].loans), people),
    ]
    counted = _(
        "The part of the IPLM available here: the digital collection, staff and members at the end"
        " of the period, and loans in it. Get printed books, building visits and other libraries "
        "in the region from other sources."
    )
    head = [_("How many"), _("For 1,000 people")]
    return Section(
        "iplm",
        _("For the IPLM"),
        [
            Table(
                "iplm",
                _("Elements of the IPLM"),
                f"{counted} {_population_sentence(people)}",
                head,
                rows,
            )
        ],
    )


def _per_thousand_row(
    element: str, label: str, cell: Cell, people: tuple[int, int] | None, *, note: str = ""
) -> Row:
    name = f"{element} {label}".strip()
    if people is None or cell.value is None:
        return Row(name, [cell, NOT_COUNTED if cell.value is None else NONE], note)
    return Row(
        name, [cell, Cell(round(float(cell.value) * 1000 / people[1], 2), Unit.DECIMAL)], note
    )


def _population_sentence(people: tuple[int, int] | None) -> str:
    if people is None:
        return _("The population of the region is not known. The administrator can enter it.")
    number = Cell(people[1]).text
    region = regions.name_of(library().region)
    values = {"number": number, "region": region, "year": people[0]}
    return _("Population of %(region)s: %(number)s (%(year)s).") % values
