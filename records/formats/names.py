"""Names of people and bodies: in list order, in natural order, and in statements of title pages.

Indonesian catalogues enter a name of several words under its last one (the National Library's rule
for headings of Indonesian names), as English ones do.
"""

import re
from collections.abc import Iterator
from typing import Final

from records.codes import AgentKind
from records.formats import roles
from records.record import Credit

# Degrees and religious orders, written without full stops. Those of _DEGREES cannot be mistaken for
# initials; those of _CAPITALS can, and count only after a name of two words, or where they are
# written without full stops.
_DEGREE_LIST: Final = (
    "spd mpd spdi mpdi ssos msos ssi msi shum mhum skom mkom ssn msn sag mag sked skep mkep mkes "
    "phd dr drs dra ir prof apt lc ak spsi mpsi sfarm mfarm stp mth sth msc bsc meng mphil mlitt "
    "ners sppd spog edd sip map med mtr skm mba llm dmin spt ipm mek"
)
_DEGREES: Final = frozenset(_DEGREE_LIST.split(" "))
_INITIALS: Final = "sh mh se mm st mt ss ma ms ba sj scj ofm ofmcap osc cm svd msf ocd cicm op pr"
_CAPITALS: Final = frozenset(_INITIALS.split(" "))
_HONOURS: Final = re.compile(r"(?:(?:prof|drs|dra|ir|(dr))\.?\s+)+(?=\S)", re.IGNORECASE)
MAX_NAME_LENGTH: Final = 300
"""Most characters of a name."""
_MAX_STATEMENT_LENGTH: Final = 1_000
"""Most characters of a statement that are parsed."""
# Years of life that were written after the name instead of in their own subfield.
_DATES_TAIL: Final = re.compile(r"(.+), (\d{4}-(?:\d{4})?)\.?")
_SUFFIX: Final = re.compile(r"(?:Jr|Sr|II|III|IV|V)\.?,?", re.IGNORECASE)
_BODY: Final = re.compile(
    r"\b(?:departemen|kementerian|kementrian|badan|pusat|universitas|institut|yayasan|lembaga|tim|"
    r"balai|dinas|direktorat|sekretariat|perpustakaan|perpusnas|komisi|majelis|himpunan|ikatan|"
    r"perkumpulan|pemerintah|provinsi|kabupaten|republik|politeknik|fakultas|penerbit|redaksi|pt|cv|"
    r"tbk|bank|museum|university|institute|department|ministry|committee|association|society|"
    r"council|foundation|inc|ltd|corporation|company|press|center|centre|office|bureau|"
    r"organization|organisation|library|gereja|keuskupan|konferensi|panitia|sekolah|school|college|"
    r"academy|akademi|deputi|persatuan|serikat|mahkamah|kedutaan|kongres|enterprises?)\b",
    re.IGNORECASE,
)
_ROLE_TAIL: Final = re.compile(r"\s*[\[(]([^\])]{2,40})[\])]\s*$")
_MARK_TAIL: Final = re.compile(r"\s*\[\w{1,6}\.?\]\s*$")
_BY: Final = re.compile(r"^(?:oleh|by|karya|karangan|penulis|pengarang)\b[\s:,.]*", re.IGNORECASE)
_AND: Final = re.compile(r"\s*(?:,|&|;|\bdan\b|\band\b|\bserta\b)\s*", re.IGNORECASE)
_SEVERAL: Final = re.compile(r",|&|;")
_OTHERS: Final = re.compile(
    r"\W*(?:\.\.\.|…|\[et\b|\b(?:et\.? ?al|dkk|dll|others|lainnya|kawan-kawan)\b).*$", re.IGNORECASE
)


def in_both_orders(name: str, kind: AgentKind) -> tuple[str, str]:
    """Returns a name in natural and in list order, without degrees. A body has one form."""
    if kind is not AgentKind.PERSON or kind_of(name) is not kind:
        return name, name
    heading = inverted(without_degrees(name))
    return natural(heading), heading


def credit(name: str, role: str = "aut", sort_name: str = "") -> Credit:
    """Returns a credit for a name in either order; `sort_name` is the list order if known."""
    kind = kind_of(name)
    printed, heading = in_both_orders(name, kind)
    if kind is AgentKind.PERSON and sort_name != name:
        heading = sort_name or heading
    return Credit(printed[:MAX_NAME_LENGTH], heading[:MAX_NAME_LENGTH], role, kind)


def natural(heading: str) -> str:
    """Returns "Toer, Pramoedya Ananta" in natural order; a name without comma unchanged."""
    if ", " not in heading:
        return heading
    last, first, *rest = heading.split(", ")
    if not first or not last:
        return heading
    return ", ".join([f"{first} {last}", *rest])


def inverted(name: str) -> str:
    """Returns a name in list order ("Pramoedya Ananta Toer" inverted); a single word, or a name
    with a comma, unchanged."""
    whole, _comma, behind = name.partition(", ")
    if " " in whole and _SUFFIX.fullmatch(behind):
        name = f"{whole} {behind}"
    words = name.split(" ")
    initial = len(words[-1]) == len("A.") and words[-1].endswith(".")
    if len(words) < 2 or "," in name or "(" in name or initial:
        return name
    suffix = f", {words.pop()}" if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    return f"{words[-1]}, {' '.join(words[:-1])}{suffix}"


def without_degrees(name: str) -> str:
    """Removes degrees before and after a name, as in "Drs. Budi Santoso, S.Pd., M.Hum."; other
    commas stay, and so does "Dr. Seuss"."""
    if name[:1] in "PpDdIi" and (honours := _HONOURS.match(name)):
        rest = name[honours.end() :]
        if " " in rest or not honours[1] or len(honours[0].split()) > 1:
            name = rest
    if "," not in name:
        return name
    head, *behind = [part.strip() for part in name.split(",")]
    names_only = [part for part in behind if part and not _is_degree(part, head)]
    return ", ".join([head, *names_only])


def without_dates(name: str) -> tuple[str, str]:
    """Splits "Toer, Pramoedya Ananta, 1925-2006" into the name and the years of life."""
    match = _DATES_TAIL.fullmatch(name)
    return (match[1], match[2]) if match else (name, "")


def without_others(name: str) -> str:
    """Removes "dkk", "et al." and the like from a name; returns "" where nothing else is left."""
    return _OTHERS.sub("", name)


def of_two_parts(heading: str) -> str:
    """Removes a surplus comma within one person's name: "Ndolu, Siriakus, Maria" becomes "Ndolu,
    Siriakus Maria"."""
    last, *rest = heading.split(", ")
    if len(rest) < 2 or _BODY.search(heading) or any(map(_SUFFIX.fullmatch, rest)):
        return heading
    return f"{last}, {' '.join(rest)}"


def kind_of(name: str) -> AgentKind:
    """Returns BODY where a word of the name says so, else PERSON."""
    return AgentKind.BODY if _BODY.search(name) else AgentKind.PERSON


def statement(text: str) -> Iterator[tuple[str, str]]:
    """Yields names and roles of a statement of responsibility: "oleh A dan B ; penerjemah, C" gives
    A and B as authors and C as translator."""
    cleaned = text[:_MAX_STATEMENT_LENGTH].strip(" ./[]")
    for place, part in enumerate(cleaned.split(";")):
        role, names = _opening(part.strip(" ,."), "aut" if place == 0 else "ctb")
        for name in _parted(without_others(names)):
            name = name.strip(" .:[]")
            if len(name) > 1 and not _is_degree(name, "a b"):
                tail = _ROLE_TAIL.search(name)
                named = roles.of_words(tail.group(1)) if tail else ""
                yield (name[: tail.start()] if tail else name), named or role


def split_role(name: str) -> tuple[str, str]:
    """Splits "Lane, Max (penerjemah)" into name and role ("" where there is none). A mark in square
    brackets, such as "[Pr]" for priests, is removed."""
    tail = _ROLE_TAIL.search(name)
    role = roles.of_words(tail.group(1)) if tail else ""
    return (name[: tail.start()], role) if tail and role else (_MARK_TAIL.sub("", name), "")


def opens_with_role(text: str) -> bool:
    """Returns True for a text that begins with a role: "oleh …", "penyunting, …"."""
    return _opening(text, "")[0] != ""


def _parted(names: str) -> list[str]:
    """Splits a list of names; "Departemen Pendidikan dan Kebudayaan" is one name."""
    if kind_of(names) is AgentKind.PERSON or _SEVERAL.search(names):
        return _AND.split(names)
    parts = _AND.split(names)
    return parts if all(map(_BODY.match, parts)) else [names]


def _opening(part: str, otherwise: str) -> tuple[str, str]:
    """Splits the role that a part of a statement begins with from the names after it."""
    if match := _BY.match(part):
        return "aut", part[match.end() :]
    before, mark, after = part.partition(":")
    if mark and (role := roles.of_words(before)):
        return role, after
    before, mark, after = part.partition(",")
    if mark and len(before.split()) <= 3 and (role := roles.of_words(before)):
        return role, after
    match = re.match(r"(?:(?:\w+ ){1,3})(?:oleh|by)\b[\s:]*", part, re.IGNORECASE)
    if match and (role := roles.of_words(match.group())):
        return role, part[match.end() :]
    first, _space, after = part.partition(" ")
    if after and first[:1].islower() and (role := roles.of_words(first)):
        return role, after
    return otherwise, part


def _is_degree(part: str, head: str) -> bool:
    plain = part.replace(".", "").replace(" ", "").lower()
    return plain in _DEGREES or (
        plain in _CAPITALS and (" " in head or part.isupper() and "." not in part)
    )
