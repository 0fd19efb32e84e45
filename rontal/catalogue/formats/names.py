"""Names of people and bodies: as lists order them, as people say them, as title pages join them.

Indonesian catalogues enter a name of several words under its last one (the National Library's
rule for headings of Indonesian names), as English ones do.
"""

import re
from collections.abc import Iterator
from typing import Final

from rontal.catalogue.formats import roles
from rontal.catalogue.rules import AgentKind

# Degrees as they are without full stops. Those of the first kind look like no initials; those of
# the second do, and count only behind a name of two words.
_SAID: Final = (
    "spd mpd spdi mpdi ssos msos ssi msi shum mhum skom mkom ssn msn sag mag sked skep mkep mkes "
    "phd dr drs dra ir prof apt lc ak spsi mpsi sfarm mfarm stp mth sth msc bsc meng mphil mlitt "
    "ners sppd spog edd sip map med mtr skm mba llm dmin spt ipm mek"
)
_DEGREES: Final = frozenset(_SAID.split(" "))
_CAPITALS: Final = frozenset(["sh", "mh", "se", "mm", "st", "mt", "ss", "ma", "ms", "ba"])
_LONGEST: Final = 1_000
"""So many characters of a statement are looked at."""
_SUFFIX: Final = re.compile(r"(?:Jr|Sr|II|III|IV|V)\.?,?", re.IGNORECASE)
_BODY: Final = re.compile(
    r"\b(?:departemen|kementerian|kementrian|badan|pusat|universitas|institut|yayasan|lembaga|tim|"
    r"balai|dinas|direktorat|sekretariat|perpustakaan|perpusnas|komisi|majelis|himpunan|ikatan|"
    r"perkumpulan|pemerintah|provinsi|kabupaten|republik|politeknik|fakultas|penerbit|redaksi|pt|cv|"
    r"tbk|bank|museum|university|institute|department|ministry|committee|association|society|"
    r"council|foundation|inc|ltd|corporation|company|press|center|centre|office|bureau|"
    r"organization|organisation|library)\b",
    re.IGNORECASE,
)
_ROLE_TAIL: Final = re.compile(r"\s*[\[(]([^\])]{2,40})[\])]\s*$")
_BY: Final = re.compile(r"^(?:oleh|by|karya|karangan|penulis|pengarang)\b[\s:,.]*", re.IGNORECASE)
_AND: Final = re.compile(r"\s*(?:,|&|;|\bdan\b|\band\b|\bserta\b)\s*", re.IGNORECASE)
_OTHERS: Final = re.compile(
    r"\W*(?:\.\.\.|…|et\.? ?al|dkk|\[et|dll|others|lainnya).*$", re.IGNORECASE
)


def natural(heading: str) -> str:
    """ "Toer, Pramoedya Ananta" as people say it; a heading without comma as it is."""
    if ", " not in heading:
        return heading
    last, first, *rest = heading.split(", ")
    if not first or not last:
        return heading
    return ", ".join([f"{first} {last}", *rest])


def inverted(name: str) -> str:
    """ "Pramoedya Ananta Toer" as lists order it; one word, or a name with a comma, as it is."""
    words = name.split(" ")
    if len(words) < 2 or "," in name or "(" in name:
        return name
    suffix = f", {words.pop()}" if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    return f"{words[-1]}, {' '.join(words[:-1])}{suffix}"


def without_degrees(name: str) -> str:
    """ "Budi Santoso, S.Pd., M.Hum." without what follows the name; other commas stay."""
    if "," not in name:
        return name
    head, *rest = [part.strip() for part in name.split(",")]
    kept = [part for part in rest if part and not _is_degree(part, head)]
    return ", ".join([head, *kept])


def kind_of(name: str) -> AgentKind:
    """A body where a word of the name says so."""
    return AgentKind.BODY if _BODY.search(name) else AgentKind.PERSON


def statement(text: str) -> Iterator[tuple[str, str]]:
    """The names of a statement of responsibility with their roles: "oleh A dan B ; penerjemah, C"
    gives A and B as authors and C as translator."""
    said = text[:_LONGEST].strip(" ./[]")
    for place, part in enumerate(said.split(";")):
        role, names = _opening(part.strip(" ,."), "aut" if place == 0 else "ctb")
        for name in _AND.split(_OTHERS.sub("", names)):
            name = name.strip(" .:[]")
            if len(name) > 1 and not _is_degree(name, "a b"):
                tail = _ROLE_TAIL.search(name)
                named = roles.of_words(tail.group(1)) if tail else ""
                yield (name[: tail.start()] if tail else name), named or role


def split_role(name: str) -> tuple[str, str]:
    """ "Lane, Max (penerjemah)" as the name and its role; "" where none stands behind it."""
    tail = _ROLE_TAIL.search(name)
    role = roles.of_words(tail.group(1)) if tail else ""
    return (name[: tail.start()], role) if tail and role else (name, "")


def _opening(part: str, otherwise: str) -> tuple[str, str]:
    """What a part of a statement begins with: a role, then names."""
    if found := _BY.match(part):
        return "aut", part[found.end() :]
    before, mark, after = part.partition(":")
    if mark and (role := roles.of_words(before)):
        return role, after
    before, mark, after = part.partition(",")
    if mark and len(before.split()) <= 3 and (role := roles.of_words(before)):
        return role, after
    found = re.match(r"(?:(?:\w+ ){1,3})(?:oleh|by)\b[\s:]*", part, re.IGNORECASE)
    if found and (role := roles.of_words(found.group())):
        return role, part[found.end() :]
    first, _space, after = part.partition(" ")
    if after and first[:1].islower() and (role := roles.of_words(first)):
        return role, after
    return otherwise, part


def _is_degree(part: str, head: str) -> bool:
    plain = part.replace(".", "").replace(" ", "").lower()
    return plain in _DEGREES or (plain in _CAPITALS and " " in head)
