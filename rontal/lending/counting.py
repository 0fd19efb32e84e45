"""SQL fragments that count copies and filter licences and holds."""

from typing import Final

COPIES: Final = """
CASE WHEN l.loans_allowed IS NULL THEN l.copies ELSE LEAST(l.copies,
     l.loans_allowed
   - (SELECT coalesce(max(m.serial), 0) FROM lending_loan m
       WHERE m.licence_id = l.id AND m.serial IS NOT NULL)
   + (SELECT count(*) FROM lending_loan o
       WHERE o.licence_id = l.id AND o.state = 'active' AND o.due_at > %(now)s))
END
"""
"""Number of copies of a licence `l` that are lent or can still be lent.

A licence that limits its number of loans has no more copies than loans left. The same in Python is
`rules.Terms.usable`.
"""
WAITS: Final = """
(h.state = 'waiting' AND EXISTS
   (SELECT FROM membership_member m WHERE m.id = h.member_id AND m.state = 'active'))
"""
"""Condition: hold `h` is waiting and its member is active; others are skipped."""
OF_TITLES: Final = "ANY(%(titles)s::bigint[])"
"""Condition: the title is among the parameter `titles`."""
LASTS: Final = "(l.ends_at IS NULL OR l.ends_at > %(now)s)"
"""Condition: licence `l` has no end date, or its end date has not passed."""
SAMPLES: Final = f"""
l.sample_percent > 0 AND l.kind <> 'in_library' AND {LASTS} AND {COPIES} > 0
"""
"""Condition: licence `l` allows a sample of its book to be shown.

Excludes licences for reading in the library, and those that are over or have no copies left.
"""
