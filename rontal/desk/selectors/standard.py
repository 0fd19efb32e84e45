"""Draft of the service standard: completeness, and differences from the version in force."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from rontal.standard import labels as service_labels
from rontal.standard.publication import selectors
from rontal.standard.publication.rules import Component, Part
from rontal.standard.publication.selectors import Version
from rontal.ui import sentences

WORDS = re.compile(r"\S+[^\S\n]*|\s")


@dataclass(frozen=True)
class Line:
    """Component in the list of the draft; `fault` is the message where it is incomplete."""

    part: Part
    name: str
    fault: str
    changed: bool


@dataclass(frozen=True)
class Piece:
    """Run of words of kind "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """Differences in one component."""

    name: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Overview:
    """Draft with everything that is missing; `head_faults` are messages about the decree."""

    draft: Version
    lines: list[Line]
    head_faults: list[str]

    @property
    def may_publish(self) -> bool:
        """True where nothing is missing."""
        return not self.head_faults and not any(line.fault for line in self.lines)


def overview(draft: Version) -> Overview:
    """Returns the components of the draft, which of them changed, and what is missing."""
    lacking = selectors.publication_obstacles(draft)
    before = selectors.in_force()
    lines = [_component_line(part, draft, before, lacking.get(part.value, "")) for part in Part]
    parts = {part.value for part in Part}
    faults = [sentences.of_code(code) for field, code in lacking.items() if field not in parts]
    return Overview(draft, lines, faults)


def changes(draft: Version, before: Version) -> list[Change]:
    """Returns the components that differ between two versions, compared word by word."""
    changed = []
    for part in Part:
        old, new = plain(before[part]), plain(draft[part])
        if old != new:
            changed.append(Change(str(service_labels.PARTS[part]), pieces(old, new)))
    return changed


def pieces(old: str, new: str) -> list[Piece]:
    """Returns the word-by-word difference of two texts."""
    first, second = WORDS.findall(old), WORDS.findall(new)
    difference = []
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            difference.append(Piece("same", "".join(first[a:b])))
            continue
        if a < b:
            difference.append(Piece("gone", "".join(first[a:b])))
        if c < d:
            difference.append(Piece("new", "".join(second[c:d])))
    return difference


def plain(component: Component) -> str:
    """Returns everything in a component as lines of text."""
    lines = [component.text, component.text_en]
    for row in component.times:
        owner = service_labels.OWNERS[row.owner]
        step = service_labels.STEPS[row.step] if row.step else "–"  # noqa: RUF001
        time = service_labels.minutes(row.minutes)
        lines.append(f"{row.name} / {row.name_en}: {time}; {owner}; {step}")
    lines += [f"{service_labels.CHANNELS[row.kind]}: {row.value}" for row in component.channels]
    return "\n".join(line for line in lines if line)


def _component_line(part: Part, draft: Version, before: Version | None, code: str) -> Line:
    changed = before is not None and plain(before[part]) != plain(draft[part])
    fault = sentences.of_code(code) if code else ""
    return Line(part, str(service_labels.PARTS[part]), fault, changed)
