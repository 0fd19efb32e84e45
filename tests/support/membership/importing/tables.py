"""Tables of members to import."""

import csv
import io

from bench.member_lists import row
from rontal.membership.models import Member
from tests.support.membership import factories as membership


def table(*rows: dict[str, str]) -> str:
    """Returns CSV with SLiMS's headings; values that a row does not name come from `row`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(row(0)))
    writer.writeheader()
    writer.writerows(row(number) | changes for number, changes in enumerate(rows))
    return out.getvalue()


def membership_closed(member: Member) -> None:
    from rontal.membership.steps.application_changes import lock_member
    from rontal.membership.steps.joining import close_locked_membership

    close_locked_membership(lock_member(member.pk), by="staff", actor=membership.SYSTEM)
