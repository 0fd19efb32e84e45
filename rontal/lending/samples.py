"""Access check for samples: how much of a book anybody may read before borrowing.

Checked for every part of a sample, so that a sample ends with its licence. Licences for reading in
the library allow no sample; titles with an age limit are shown to members of that age.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from records.codes import Format
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.statements import Statement
from rontal.lending.ages import age_for, require_age
from rontal.lending.counting import SAMPLES
from rontal.lending.errors import SampleForMembers
from rontal.membership.selectors import member_of

_COLUMNS: Final = f"""
SELECT f.id, f.format, t.id, t.audience, t.age_from,
       (SELECT max(l.sample_percent) FROM lending_licence l WHERE l.title_id = t.id AND {SAMPLES})
"""  # noqa: S608 - built from constants only
_OF_TITLE: Final = Statement(f"""
{_COLUMNS} FROM catalogue_title t
  JOIN catalogue_bookfile f ON f.title_id = t.id AND f.format = ANY(%(formats)s::text[])
 WHERE t.slug = %(slug)s AND t.state = 'public'
 ORDER BY array_position(%(formats)s::text[], f.format::text), f.imported_at DESC, f.id DESC
 LIMIT 1
""")
_OF_FILE: Final = Statement(f"""
{_COLUMNS} FROM catalogue_bookfile f JOIN catalogue_title t ON t.id = f.title_id
 WHERE f.id = %(file)s AND f.format = ANY(%(formats)s::text[]) AND t.state = 'public'
""")


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file whose first `percent` percent are shown."""

    file_id: int
    format: str
    title_id: int
    percent: int


def of_title(slug: str, formats: Sequence[Format], actor: Actor) -> SampleFile:
    """Returns the newest file, in the first available of `formats`, of a public title.

    One query, three for a title with an age limit. Raises NotFound, also where no licence allows a
    sample, SampleForMembers, TooYoung, AgeUnknown.
    """
    return _sample_file(_OF_TITLE, formats, actor, slug=slug)


def of_file(file_id: int, formats: Sequence[Format], actor: Actor) -> SampleFile:
    """Returns a file in one of these formats; queries and errors as in `of_title`."""
    return _sample_file(_OF_FILE, formats, actor, file=file_id)


def _sample_file(
    statement: Statement, formats: Sequence[Format], actor: Actor, **more: Any
) -> SampleFile:
    values = {"formats": f"{{{','.join(formats)}}}", "now": clock.now()}
    row = statement.row(values | more)
    if row is None or not row[-1]:
        raise NotFound
    file_id, kind, title_id, audience, age_from, percent = row
    _require_age(actor, age_for(audience, age_from))
    return SampleFile(file_id, kind, title_id, percent)


def _require_age(actor: Actor, least: int) -> None:
    if not least or actor.is_staff:
        return
    member = member_of(actor.id)
    if member is None:
        raise SampleForMembers(age=least)
    require_age(member, least)
