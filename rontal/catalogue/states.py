"""States of titles."""

from enum import StrEnum


class TitleState(StrEnum):
    """State of a title. `draft` is visible to staff only and was never public; `public` to
    everybody; protocols report `withdrawn` and `joined` titles as deleted. A draft is not withdrawn
    but deleted."""

    DRAFT = "draft"
    PUBLIC = "public"
    WITHDRAWN = "withdrawn"
    JOINED = "joined"


_S = TitleState
TITLE_TRANSITIONS: dict[TitleState, frozenset[TitleState]] = {
    _S.DRAFT: frozenset({_S.PUBLIC, _S.JOINED}),
    _S.PUBLIC: frozenset({_S.WITHDRAWN, _S.JOINED}),
    _S.WITHDRAWN: frozenset({_S.PUBLIC, _S.JOINED}),
    _S.JOINED: frozenset(),
}
