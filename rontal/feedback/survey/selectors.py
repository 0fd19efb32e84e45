"""Queries about invitations, and the published figures.

Every figure is a sum of whole batches (`rules.batches`): past months that together have enough
answers. No function returns a single answer.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from rontal.core.errors import NotFound
from rontal.feedback.survey import rules, tokens
from rontal.feedback.survey.kinds import ABOUT
from rontal.feedback.survey.models import Answer, Asking, Invitation
from rontal.feedback.survey.rules import Band, Batch, Element, Score, Tally
from rontal.membership.models import Application
from rontal.membership.rules.kinds import Origin
from rontal.membership.selectors import today
from rontal.membership.states import ApplicationState

QUARTERS_SHOWN = 8
NOT_STATED = ""


@dataclass(frozen=True)
class Point:
    """Quarter of the trend; `tally` is None when it has nothing that can be shown."""

    year: int
    quarter: int
    tally: Tally | None

    @property
    def index(self) -> Decimal | None:
        """Satisfaction index of the quarter."""
        return rules.index(self.tally) if self.tally else None


@dataclass(frozen=True)
class Results:
    """Results of a year, as far as they can be shown. `first` and `last` are first days of months.

    `respondents` maps a question ("age") to value → count, without groups too small to show; the
    value "" stands for people who did not answer the question.
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
        """Satisfaction index of the year."""
        return rules.index(self.tally)

    @property
    def band(self) -> Band:
        return rules.band(self.index)

    @property
    def needed(self) -> int:
        """Number of answers needed to represent everybody who was served."""
        return rules.answers_needed(self.population)

    @property
    def weakest(self) -> list[Score]:
        """The three elements with the lowest mean, the lowest first."""
        return sorted(self.scores, key=lambda score: score.mean)[:3]


def open_invitation(token: str) -> Invitation:
    """Returns the invitation of a token; raises NotFound when it is used, expired or unknown."""
    return NotFound.if_none(
        Invitation.objects.filter(
            token_hash__in=tokens.hashes_of(token), expires_on__gte=today()
        ).first()
    )


def open_link(account_id: int) -> str:
    """Returns the token of a person's open invitation; "" when there is none."""
    invitation = Invitation.objects.filter(account_id=account_id, expires_on__gte=today()).first()
    return tokens.invitation_token(invitation.pk) if invitation else ""


def invited_account(invitation_id: str) -> int | None:
    """Returns the account id of an open invitation; None when it is gone."""
    rows = Invitation.objects.filter(pk=invitation_id)
    return rows.values_list("account_id", flat=True).first()


def mail_links(invitation_id: str) -> tuple[str, str] | None:
    """Returns the tokens for the links of an invitation mail, to answer and to decline further
    invitations; None when the invitation is not open.
    """
    invitation = Invitation.objects.filter(pk=invitation_id, expires_on__gte=today()).first()
    if invitation is None:
        return None
    return tokens.invitation_token(invitation.pk), tokens.opt_out_token(
        Asking.objects.get(pk=invitation.account_id).key
    )


def asking_by_link(token: str) -> Asking:
    """Returns the row of the person whose "do not ask me again" token this is; raises NotFound."""
    return NotFound.if_none(Asking.objects.filter(stop_hash__in=tokens.hashes_of(token)).first())


def stored_data(account_id: int) -> dict[str, Any] | None:
    """Returns the data stored about a person: `asked_on`, `invited_until`, `declined`; None for
    none.
    """
    invited = Invitation.objects.filter(account_id=OuterRef("pk")).values("expires_on")
    rows = Asking.objects.filter(pk=account_id).annotate(invited_until=Subquery(invited))
    row = rows.values("asked_on", "invited_until", "declined").first()
    return dict(row) if row else None


def has_declined(account_id: int) -> bool:
    """Returns whether a person has declined invitations."""
    return Asking.objects.filter(account_id=account_id, declined=True).exists()


def published() -> list[Batch]:
    """Returns all batches that may be shown, the oldest first. One query."""
    sums = {element.value: Sum(element.value) for element in Element}
    grouped = Answer.objects.order_by("month").values("month")
    rows = grouped.annotate(number=Count("pk"), **sums).values_list("month", "number", *sums)
    months = {month: Tally(number, tuple(totals)) for month, number, *totals in rows}
    return rules.batches(months, before=today().replace(day=1))


def years(published_batches: Sequence[Batch]) -> list[int]:
    """Returns the years that have something to show, the newest first."""
    return sorted({batch.last.year for batch in published_batches}, reverse=True)


def results(published_batches: Sequence[Batch], year: int) -> Results | None:
    """Returns a year's results from the published batches; None when it has none. Two queries."""
    batches = [batch for batch in published_batches if batch.last.year == year]
    if not batches:
        return None
    tally = rules.add_up(batch.tally for batch in batches)
    first, last = batches[0].first, batches[-1].last
    return Results(
        year=year,
        first=first,
        last=last,
        tally=tally,
        scores=rules.scores(tally),
        trend=_trend(published_batches, year),
        population=_population(year),
        respondents=_respondents(first, last),
    )


def received(year: int) -> int:
    """Counts the answers of a year, including those that are not shown yet. One query."""
    return Answer.objects.filter(month__year=year).count()


def any_answer() -> bool:
    return Answer.objects.exists()


def _trend(published_batches: Sequence[Batch], year: int) -> list[Point]:
    """Returns the eight quarters up to the year's last published one, gaps included."""
    sums = {
        key: tally for key, tally in rules.by_quarter(published_batches).items() if key[0] <= year
    }
    last_year, last_quarter = max(sums)
    end = last_year * 4 + last_quarter - 1
    begin = max(end - QUARTERS_SHOWN + 1, min(y * 4 + q - 1 for y, q in sums))
    keys = [(number // 4, number % 4 + 1) for number in range(begin, end + 1)]
    return [Point(*key, tally=sums.get(key)) for key in keys]


def _population(year: int) -> int:
    """Counts the people whom the service reached: members of that year and rejected applicants.
    Imported members count from their claim on.
    """
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
