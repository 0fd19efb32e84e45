"""Maps fields of MARC 21 and INDOMARC to a record.

Sources: MARC 21 Format for Bibliographic Data (Library of Congress); INDOMARC follows it, with
words in Indonesian where MARC has codes.

A field consists of its tag, its indicators and its subfields, each a text that begins with its
code.
"""

from collections.abc import Callable
from typing import Final

from records.codes import AgentKind, Audience, Scheme
from records.formats import languages, names, roles
from records.formats.draft import Draft
from records.formats.item import Finished, Problem, Remark
from records.formats.marc import edition_fields
from records.formats.marc.parts import Part
from records.formats.marc.writing import is_ours
from records.formats.punctuation import bare


def _person(part: Part) -> None:
    heading = _heading(part, "a")
    if not heading:
        return
    dates = _dates(part)
    if part.isbd:
        heading = names.without_degrees(heading.replace(',"', '"'))
        if not dates:
            heading, dates = names.without_dates(heading)
    numeration = part.one("b")
    sort_name = f"{heading} {numeration}" if numeration else heading
    name = part.printed() or names.natural(sort_name)
    part.draft.credit(name, sort_name, _role(part, "e"), AgentKind.PERSON, dates)


def _body(part: Part) -> None:
    """Adds a body; subordinate units follow it after full stops."""
    name = ". ".join(part.all("ab"))
    printed = part.printed() or name
    part.draft.credit(printed, name, _role(part, "e"), AgentKind.BODY, _dates(part))


def _meeting(part: Part) -> None:
    name = part.one("a")
    within = [text.strip("() ") for code in "nc" if (text := part.one(code))]
    if within:
        name = f"{name} ({' : '.join(within)})"
    printed = part.printed() or name
    part.draft.credit(printed, name, _role(part, "j"), AgentKind.MEETING, _dates(part).strip("() "))


def _heading(part: Part, code: str) -> str:
    text = part.raw(code)
    return bare(text) if part.isbd and text else text


def _dates(part: Part) -> str:
    text = part.raw("d")
    return text.rstrip(" .,:;") if part.isbd else text


def _role(part: Part, words: str) -> str:
    """Returns the role by $4, else by the words of $e ($j for meetings); without either "aut" for a
    main entry (1XX), else "ctb"."""
    for sub in part.subfields:
        if sub[:1] == "4" and (role := roles.of_code(sub[1:])):
            return role
    for sub in part.subfields:
        if sub[:1] == words and (role := roles.of_words(sub[1:])):
            return role
    return "aut" if part.tag[0] == "1" else "ctb"


HANDLERS: Final[dict[str, Callable[[Part], None]]] = {
    "100": _person, "700": _person, "110": _body, "710": _body, "111": _meeting, "711": _meeting,
}  # fmt: skip


CONTROLS: Final = frozenset(("001", "003", "008"))
_AUDIENCES: Final = {
    "a": Audience.CHILDREN, "b": Audience.CHILDREN, "c": Audience.CHILDREN,
    "j": Audience.CHILDREN, "d": Audience.YOUNG, "e": Audience.ADULTS,
}  # fmt: skip
_HANDLERS: Final[dict[str, Callable[[Part], None]]] = {**edition_fields.HANDLERS, **HANDLERS}
HANDLED_TAGS: Final = frozenset((*CONTROLS, *_HANDLERS, "040", "880"))
_TITLES: Final = frozenset("acdefgijkmoprt# ")
"""Leader codes (position 06) of bibliographic records; others are authorities and the like."""


class Reading:
    """Reader of one record, to which its fields are given one by one."""

    def __init__(self, leader: str) -> None:
        self.leader = leader.ljust(24)
        self.draft = Draft()
        self._isbd = self.leader[18] not in "cn"
        self._ours = False
        self._number = self._source = self._agency = self._fixed = ""
        self._linked: list[tuple[str, list[str]]] = []

    def problem(self) -> Problem | None:
        """Returns the reason why the leader excludes this record, None where it is a title."""
        if self.leader[5] == "d":
            return Problem.DELETED
        return None if self.leader[6] in _TITLES else Problem.NOT_A_TITLE

    def control(self, tag: str, text: str) -> None:
        """Takes a control field: one of CONTROLS."""
        if tag == "001":
            self._number = text.strip()
        elif tag == "003":
            self._source = text.strip()
        else:
            self._fixed, self._ours = text, is_ours(self.leader, text)

    def data(self, tag: str, indicators: str, subfields: list[str]) -> None:
        """Takes a field with subfields: one of HANDLED_TAGS."""
        if tag == "880":
            self._linked.append((indicators, subfields))
        elif tag == "040":
            self._agency = next((sub[1:].strip() for sub in subfields if sub[:1] == "a"), "")
        else:
            marks = f"{indicators}  "
            part = Part(self.draft, tag, marks[0], marks[1], subfields, self._isbd, self._ours)
            _HANDLERS[tag](part)

    def finish(self) -> Finished:
        """Returns `Draft.finish`, completed from control fields and other scripts."""
        self._apply_linked()
        self._apply_fixed()
        if self._number:
            source = self._source or self._agency
            scheme = Scheme.CONTROL if source else Scheme.OTHER
            value = f"{source}:{self._number}" if source else self._number
            self.draft.number(scheme, value)
        return self.draft.finish()

    def _apply_linked(self) -> None:
        """Takes fields 880, which repeat a field in another script: only those without a partner
        (occurrence 00), and a title where the record has no other."""
        for indicators, subfields in self._linked:
            link = next((sub[1:] for sub in subfields if sub[:1] == "6"), "")
            tag = link[:3]
            alone = link[4:6] == "00" or (tag == "245" and not self.draft.title)
            if alone and tag in _HANDLERS:
                self.data(tag, indicators, subfields)

    def _apply_fixed(self) -> None:
        """Takes year, audience and language from 008 where no other field gave them."""
        fixed, draft = self._fixed, self.draft
        if draft.year is None and len(fixed) >= 11:
            draft.year_in(fixed[7:11])
        if draft.language == "und" and len(fixed) >= 38 and fixed[35:38].isalpha():
            draft.language = languages.tag_of(fixed[35:38])
            if draft.language == "und" and fixed[35:38] != "und":
                draft.remarks.append(Remark.LANGUAGE_UNKNOWN)
        # For serials and maps, position 22 of 008 has another meaning.
        has_audience = self.leader[6] in "cdgijkmor" or self.leader[7] not in "bis"
        if draft.audience is Audience.EVERYONE and has_audience:
            draft.audience = _AUDIENCES.get(fixed[22:23], Audience.EVERYONE)
