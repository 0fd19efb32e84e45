"""Policies of lending: loan periods, limits, holds and licences."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from rontal.core.policies import Policies, Unit, policy


@dataclass(frozen=True)
class LendingPolicies(Policies):
    """Policies of lending: loan periods, limits, holds and licences."""

    app: ClassVar[str] = "lending"

    loan_days: int = policy(
        7,
        label=_("Proposed loan period"),
        effect=_("A loan lasts this long unless the member chooses another period."),
        unit=Unit.DAYS,
        bounds=(1, 365),
    )
    loan_lengths: tuple[int, ...] = policy(
        (3, 7, 14),
        label=_("Loan periods to choose from"),
        effect=_("A member chooses one of these periods when borrowing."),
        unit=Unit.DAYS,
        bounds=(1, 365),
    )
    loans_at_once: int = policy(
        3,
        label=_("Loans at once"),
        effect=_("A member has at most this many loans at the same time."),
        unit=Unit.COUNT,
        bounds=(1, 1000),
    )
    loans_begun_a_day: int = policy(
        30,
        label=_("New loans a day"),
        effect=_("A member can begin at most this many loans within a day, and five of one title."),
        unit=Unit.COUNT,
        bounds=(1, 10_000),
    )
    child_loans_at_once: int = policy(
        3,
        label=_("Loans at once under 18"),
        effect=_(
            "A member under 18 has at most this many loans; of two limits the lower one counts."
        ),
        unit=Unit.COUNT,
        bounds=(1, 1000),
    )
    child_longest_loan_days: int = policy(
        14,
        label=_("Longest loan under 18"),
        effect=_("A member under 18 borrows for at most this long."),
        unit=Unit.DAYS,
        bounds=(1, 365),
    )
    non_resident_loans_at_once: int = policy(
        3,
        label=_("Loans at once of non-residents"),
        effect=_("A member who lives outside the region has at most this many loans."),
        unit=Unit.COUNT,
        bounds=(1, 1000),
    )
    non_resident_longest_loan_days: int = policy(
        14,
        label=_("Longest loan of non-residents"),
        effect=_("A member who lives outside the region borrows for at most this long."),
        unit=Unit.DAYS,
        bounds=(1, 365),
    )
    renewals_at_most: int = policy(
        2,
        label=_("Renewals of a loan"),
        effect=_("A loan can be renewed this many times while nobody waits; 0 means never."),
        unit=Unit.COUNT,
        bounds=(0, 100),
    )
    renew_from_days: int = policy(
        3,
        label=_("Start of renewing a loan"),
        effect=_("A loan can be renewed from this long before its end."),
        unit=Unit.DAYS,
        bounds=(1, 365),
    )
    loan_reminded_days_before: int = policy(
        2,
        label=_("Reminder of the end of a loan"),
        effect=_(
            "A reader gets one email this long before a loan ends; short loans are left out, 0 "
            "means never."
        ),
        unit=Unit.DAYS,
        bounds=(0, 365),
    )
    adult_titles_from_age: int = policy(
        18,
        label=_("Age for adult titles"),
        effect=_("Titles for adults are lent from this age where the catalogue says no age."),
        unit=Unit.YEARS,
        bounds=(1, 100),
    )
    loan_trace_days: int = policy(
        30,
        label=_("Storage of ended loans"),
        effect=_(
            "An ended loan is separated from its reader after this time, unless the reader keeps a"
            " history."
        ),
        unit=Unit.DAYS,
        bounds=(1, 3650),
    )
    hold_ready_days: int = policy(
        3,
        label=_("Time to borrow a ready copy"),
        effect=_("A copy waits this long for the next member in the queue."),
        unit=Unit.DAYS,
        bounds=(1, 365),
    )
    buy_from_waiting_per_copy: int = policy(
        4,
        label=_("Queue that calls for another copy"),
        effect=_("Librarians are advised to buy when this many members wait for each copy."),
        unit=Unit.COUNT,
        bounds=(1, 10_000),
    )
    licence_soon_days: int = policy(
        30,
        label=_("Licence near its end, by time"),
        effect=_("Librarians get one email when a licence has this much time left."),
        unit=Unit.DAYS,
        bounds=(1, 3650),
    )
    licence_few_loans: int = policy(
        5,
        label=_("Licence near its end, by loans"),
        effect=_("Librarians get one email when a licence has this many loans left."),
        unit=Unit.COUNT,
        bounds=(1, 100_000),
    )
    reading_quiet_minutes: int = policy(
        10,
        label=_("Time until a device counts as unused"),
        effect=_(
            "Where a licence limits devices, a device on which nobody has read for this long does "
            "not count."
        ),
        unit=Unit.MINUTES,
        bounds=(1, 1440),
    )
