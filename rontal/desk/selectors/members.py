"""Queries with which staff list, search and open members."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Lower

from rontal.accounts.roles import CASE_READERS
from rontal.core.actors import Actor, ActorKind
from rontal.core.models import Event
from rontal.desk.member_labels import SHELVES
from rontal.desk.selectors.audit_log import OPENING_EVENTS, Entry, describe_events
from rontal.membership.models import Application, Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.selectors import members, today
from rontal.membership.services.openings import record_identity_search
from rontal.membership.states import MemberState

PER_PAGE = 25
TRAIL = 60
OPENINGS = 30
FIRST_SHELF = "aktif"
EARLIEST, LATEST = 1900, 2999
_M = MemberState
COLUMNS = ("number", "name", "state", "joined_on", "valid_until", "joined_into")


@dataclass(frozen=True)
class MemberFilters:
    """Filters of the list: shelf, and year and month of joining ("" does not filter)."""

    shelf: str = FIRST_SHELF
    year: str = ""
    month: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "MemberFilters":
        """Parses query parameters; invalid values do not filter."""
        shelf, year = query.get("rak", ""), query.get("tahun", "")
        month = query.get("bulan", "")
        is_year = (
            year.isascii() and year.isdigit() and len(year) == 4 and EARLIEST <= int(year) <= LATEST
        )
        is_month = month.isascii() and month.isdigit() and 1 <= int(month[:3]) <= 12
        return cls(
            shelf=shelf if shelf in SHELVES else FIRST_SHELF,
            year=year if is_year else "",
            month=str(int(month)) if is_month and is_year else "",
        )

    @property
    def joined(self) -> str:
        """Query parameters of the year and month of joining, without the shelf."""
        pairs = {"tahun": self.year, "bulan": self.month}
        return urlencode({name: value for name, value in pairs.items() if value})


@dataclass(frozen=True)
class Counts:
    """Number of members on each shelf, and the years from the last joining back to the first."""

    shelves: dict[str, int]
    years: list[int]


def counts() -> Counts:
    values = Member.objects.aggregate(
        first=Min("joined_on"),
        last=Max("joined_on"),
        **{name: Count("pk", filter=_shelf_condition(name)) for name in SHELVES},
    )
    years = range(values["last"].year, values["first"].year - 1, -1) if values["first"] else []
    return Counts({name: values[name] for name in SHELVES}, list(years))


def page(filters: MemberFilters, number: str, actor: Actor) -> "Page[Member]":
    """Returns a page of members by name, or by expiry date on the shelf `segera`.

    Two queries. Raises NotAllowed.
    """
    actor.require(*CASE_READERS)
    rows = Member.objects.filter(_shelf_condition(filters.shelf))
    if filters.year:
        first, last = _date_range(int(filters.year), int(filters.month or 0))
        rows = rows.filter(joined_on__range=(first, last))
    order = ("valid_until", "pk") if filters.shelf == "segera" else (Lower("name"), "pk")
    return Paginator(rows.only(*COLUMNS).order_by(*order), PER_PAGE).get_page(number)


def matching_members(search: str, number: str, actor: Actor) -> "Page[Member]":
    """Returns a page of members in any state whose name or e-mail address matches. Two queries."""
    rows: QuerySet[Member]
    rows = (
        members.with_email(search, actor)
        if "@" in search
        else members.members_by_name(search, actor)
    )
    return Paginator(rows.only(*COLUMNS).order_by(Lower("name"), "pk"), PER_PAGE).get_page(number)


def only_match(search: str, actor: Actor) -> Member | None:
    """Returns the only member that matches, or None.

    Searches by e-mail address where the text has an "@", by member number and identity number
    where it has a digit, else by name.
    """
    if "@" in search:
        return _single(members.with_email(search, actor))
    if any(char.isdigit() for char in search):
        member = members.member_by_number(search, actor)
        by_identity = [] if member else members.members_by_identity(search, actor)
        if member is None and (by_identity or members.is_nik_shaped(search)):
            found = [one.application_id for one in by_identity]
            record_identity_search(application_ids=found, actor=actor)
        return member or (by_identity[0] if len(by_identity) == 1 else None)
    return _single(members.members_by_name(search, actor))


@dataclass(frozen=True)
class Trail:
    """Events about a member by staff and the system, and separately data accesses; newest first."""

    moments: list[Entry]
    openings: list[Entry]


def trail(member: Member) -> Trail:
    """Returns the newest sixty events and thirty data accesses. Four queries at most."""
    by_us = Q(actor_kind__in=(ActorKind.STAFF, ActorKind.SYSTEM))
    own = Q(subject_type=Member._meta.label_lower, subject_id=str(member.pk))
    case = Q(subject_type=Application._meta.label_lower, subject_id=str(member.application_id))
    rows = Event.objects.filter(own | (case & by_us)).order_by("-pk")
    moments = rows.exclude(name__in=OPENING_EVENTS)[:TRAIL]
    openings = rows.filter(name__in=OPENING_EVENTS)[:OPENINGS]
    entries = describe_events(list(moments.union(openings, all=True).order_by("-pk")))
    return Trail(
        [entry for entry in entries if entry.event.name not in OPENING_EVENTS],
        [entry for entry in entries if entry.event.name in OPENING_EVENTS],
    )


def _single(rows: "QuerySet[Member]") -> Member | None:
    few = list(rows[:2])
    return few[0] if len(few) == 1 else None


def _shelf_condition(shelf: str) -> Q:
    """Returns the condition for a shelf; `segera` (expiring soon) is a part of `aktif`."""
    soon = today() + timedelta(days=MembershipPolicies.current().renewal_days)
    return {
        "aktif": Q(state=_M.ACTIVE),
        "segera": Q(state=_M.ACTIVE, valid_until__lte=soon),
        "dijeda": Q(state=_M.SUSPENDED),
        "habis": Q(state=_M.EXPIRED),
        "ditutup": Q(state=_M.CLOSED),
    }[shelf]


def _date_range(year: int, month: int) -> tuple[date, date]:
    """Returns the first and last day of a year, or of its month where `month` is not 0."""
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(1)
