"""Questions about invitations, and the published figures.

Every figure is a sum of whole batches (`rules.batches`): months that are over and hold enough
answers together. No function gives out a single answer.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from rontal.feedback.survey import rules, tokens
from rontal.feedback.survey.kinds import ABOUT
from rontal.feedback.survey.models import Answer, Asking, Invitation
from rontal.feedback.survey.rules import Band, Batch, Element, Score, Tally
from rontal.kernel.errors import NotFound
from rontal.membership.models import Application
from rontal.membership.rules.kinds import Origin
from rontal.membership.selectors import today
from rontal.membership.states import ApplicationState

QUARTERS_SHOWN = 8
NOT_SAID = ""


@dataclass(frozen=True)
class Point:
    """One quarter of the trend; `tally` is None where it has nothing that can be shown."""

    year: int
    quarter: int
    tally: Tally | None

    @property
    def index(self) -> Decimal | None:
        """Its index."""
        return rules.index(self.tally) if self.tally else None


@dataclass(frozen=True)
class Results:
    """A year as far as it can be shown. `first` and `last` are the first days of months.

    `respondents` maps what was asked ("age") to value → count, without those too few to show;
    the value "" stands for people who did not say.
    """

    year: int
    first: date
    last: date
    tally: Tally
    scores: Sequence[Score]
    trend: Sequence[Point]
    population: int
    respondents: Mapping[str, Mapping[str, int]]

    @property
    def index(self) -> Decimal:
        """The year's index."""
        return rules.index(self.tally)

    @property
    def band(self) -> Band:
        """The band of the index."""
        return rules.band(self.index)

    @property
    def needed(self) -> int:
        """How many answers speak for everybody who was served."""
        return rules.answers_needed(self.population)

    @property
    def weakest(self) -> list[Score]:
        """The three elements that were judged lowest, the lowest first."""
        return sorted(self.scores, key=lambda score: score.mean)[:3]


def open_invitation(token: str) -> Invitation:
    """The invitation that a link opens; raises NotFound where it is used, over or unknown."""
    found = Invitation.objects.filter(
        token_hash=tokens.found_by(token), expires_on__gte=today()
    ).first()
    if found is None:
        raise NotFound
    return found


def open_link(account_id: int) -> str:
    """The token of a person's open invitation; empty where there is none."""
    found = Invitation.objects.filter(account_id=account_id, expires_on__gte=today()).first()
    return tokens.opening(found.pk) if found else ""


def invited_account(invitation_id: str) -> int | None:
    """Whose an open invitation is; None where it is gone."""
    rows = Invitation.objects.filter(pk=invitation_id)
    return rows.values_list("account_id", flat=True).first()


def letter_links(invitation_id: str) -> tuple[str, str] | None:
    """The tokens of a letter: to answer, to be left in peace; None where it is not open."""
    found = Invitation.objects.filter(pk=invitation_id, expires_on__gte=today()).first()
    if found is None:
        return None
    return tokens.opening(found.pk), tokens.stopping(Asking.objects.get(pk=found.account_id).key)


def asking_by_link(token: str) -> Asking:
    """The person whom a letter's "do not ask me again" is about; raises NotFound."""
    found = Asking.objects.filter(stop_hash=tokens.found_by(token)).first()
    if found is None:
        raise NotFound
    return found


def held(account_id: int) -> dict[str, Any] | None:
    """What is kept of a person: `asked_on`, `invited_until`, `declined`; None where nothing is."""
    invited = Invitation.objects.filter(account_id=OuterRef("pk")).values("expires_on")
    rows = Asking.objects.filter(pk=account_id).annotate(invited_until=Subquery(invited))
    found = rows.values("asked_on", "invited_until", "declined").first()
    return dict(found) if found else None


def wants_peace(account_id: int) -> bool:
    """Whether a person does not want to be asked."""
    return Asking.objects.filter(account_id=account_id, declined=True).exists()


def published() -> list[Batch]:
    """Everything that may be shown, oldest first. One query."""
    sums = {element.value: Sum(element.value) for element in Element}
    grouped = Answer.objects.order_by("month").values("month")
    rows = grouped.annotate(number=Count("pk"), **sums).values_list("month", "number", *sums)
    months = {month: Tally(number, tuple(totals)) for month, number, *totals in rows}
    return rules.batches(months, before=today().replace(day=1))


def years(found: Sequence[Batch]) -> list[int]:
    """The years that have something to show, the newest first."""
    return sorted({batch.last.year for batch in found}, reverse=True)


def results(found: Sequence[Batch], year: int) -> Results | None:
    """A year's results out of the published batches; None where it has none. Two queries."""
    own = [batch for batch in found if batch.last.year == year]
    if not own:
        return None
    tally = rules.add_up(batch.tally for batch in own)
    first, last = own[0].first, own[-1].last
    return Results(
        year=year,
        first=first,
        last=last,
        tally=tally,
        scores=rules.scores(tally),
        trend=_trend(found, year),
        population=_population(year),
        respondents=_respondents(first, last),
    )


def received(year: int) -> int:
    """How many answers came in a year, also those that are not shown yet. One query."""
    return Answer.objects.filter(month__year=year).count()


def any_answer() -> bool:
    """Whether anybody ever answered."""
    return Answer.objects.exists()


def _trend(found: Sequence[Batch], year: int) -> list[Point]:
    """The eight quarters up to the year's last published one, gaps included."""
    sums = {key: tally for key, tally in rules.by_quarter(found).items() if key[0] <= year}
    last_year, last_quarter = max(sums)
    end = last_year * 4 + last_quarter - 1
    begin = max(end - QUARTERS_SHOWN + 1, min(y * 4 + q - 1 for y, q in sums))
    keys = [(number // 4, number % 4 + 1) for number in range(begin, end + 1)]
    return [Point(*key, tally=sums.get(key)) for key in keys]


def _population(year: int) -> int:
    """People whom the service reached: members of that year, and people it turned down. Whoever
    came from another program counts from the claim on."""
    reached = ~Q(origin=Origin.IMPORT) | Q(activated_at__year__lte=year)
    member = (
        reached
        & Q(member__joined_on__year__lte=year)
        & (Q(member__closed_at=None) | Q(member__closed_at__year__gte=year))
    )
    rejected = Q(state=ApplicationState.REJECTED, decided_at__year=year)
    return Application.objects.filter(member | rejected).count()


def _respondents(first: date, last: date) -> dict[str, dict[str, int]]:
    columns = (*ABOUT, "occasion")
    rows = Answer.objects.filter(month__range=(first, last)).values(*columns)
    counts: dict[str, Counter[str]] = {column: Counter() for column in columns}
    for row in rows.annotate(number=Count("pk")).order_by():
        for column in columns:
            counts[column][row[column]] += row["number"]
    return {column: _shown(counter) for column, counter in counts.items()}


def _shown(counts: Mapping[str, int]) -> dict[str, int]:
    too_few = rules.hidden(counts)
    return {name: count for name, count in counts.items() if name not in too_few}
