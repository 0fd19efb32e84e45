"""MARC fields of people, bodies and meetings: 100, 110, 111, 700, 710, 711."""

from collections.abc import Callable
from typing import Final

from records.codes import AgentKind
from records.formats import names, roles
from records.formats.marc.parts import Part
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
