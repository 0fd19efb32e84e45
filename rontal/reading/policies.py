"""Policies of reading."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from rontal.core.policies import Policies, Unit, policy


@dataclass(frozen=True)
class ReadingPolicies(Policies):
    app: ClassVar[str] = "reading"

    page_mark: bool = policy(
        False,
        label=_("Mark on pages"),
        effect=_(
            "Pages of PDF and picture books show the member's number and the day of the loan in "
            "small print."
        ),
        unit=Unit.YES_NO,
    )
    kept_books_at_most: int = policy(
        3,
        label=_("Offline books"),
        effect=_("A member has at most this many books on devices to read offline; 0 means none."),
        unit=Unit.COUNT,
        bounds=(0, 1000),
    )
