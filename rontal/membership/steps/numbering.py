"""Numbers for new members."""

from django.db import connection

from rontal.accounts.selectors import existing_login_names
from rontal.membership.rules import number as numbers
from rontal.standard.selectors import library


def new_numbers(count: int, year: int) -> list[str]:
    """Returns new numbers of the library's pattern that no account has; an import may have used
    some.
    """
    accepted: list[str] = []
    while len(accepted) < count:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval('membership_member_serial') FROM generate_series(1, %s)",
                [count - len(accepted)],
            )
            serials = [int(serial) for (serial,) in cursor.fetchall()]
        composed = [
            numbers.compose(library().member_number, year=year, serial=serial) for serial in serials
        ]
        in_use = existing_login_names(composed)
        accepted += [number for number in composed if number.upper() not in in_use]
    return accepted
