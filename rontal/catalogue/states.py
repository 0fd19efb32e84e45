"""How a title stands in the collection."""

from enum import StrEnum


class TitleState(StrEnum):
    """`draft` is seen by staff only and never was by others; `public` by everybody; `withdrawn` and
    `joined` are told by protocols as deleted. A draft is not withdrawn: it is deleted."""

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
