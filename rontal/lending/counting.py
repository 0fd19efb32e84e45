"""How copies are counted, in the words of PostgreSQL."""

from typing import Final

from rontal.kernel.statements import any_of

COPIES: Final = """
CASE WHEN l.loans_allowed IS NULL THEN l.copies ELSE LEAST(l.copies,
     l.loans_allowed
   - (SELECT coalesce(max(m.serial), 0) FROM lending_loan m
       WHERE m.licence_id = l.id AND m.serial IS NOT NULL)
   + (SELECT count(*) FROM lending_loan o
       WHERE o.licence_id = l.id AND o.state = 'active' AND o.due_at > %(now)s))
END
"""
"""Copies of a licence `l` that are out or can still be lent: one that counts its loans has no more
than are left of it."""
WAITS: Final = """
(h.state = 'waiting' AND EXISTS
   (SELECT FROM membership_member m WHERE m.id = h.member_id AND m.state = 'active'))
"""
"""A hold `h` whose member waits and may borrow: whose membership stands still is passed over."""
OF_TITLES: Final = any_of("%(titles)s")
"""Among the titles that are asked for."""
LASTS: Final = "(l.ends_at IS NULL OR l.ends_at > %(now)s)"
"""A licence whose time is not over."""
SAMPLES: Final = f"""
l.sample_percent > 0 AND l.kind <> 'in_library' AND {LASTS} AND {COPIES} > 0
"""
"""A licence that lets the beginning of its book be shown: to readers anywhere, for as long as it
lends."""
