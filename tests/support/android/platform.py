"""Android's public API as npm's @nativescript/types-android declares it; the calls of a dex."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from androguard.core.dex import DEX
from loguru import logger

from tests.support.interop import clients

logger.disable("androguard")
DECLARATIONS = (
    clients.NODE_MODULES / "@nativescript/types-android/lib/android" / "android-platform-37.d.ts"
)
PRIMITIVES = {"V": "void", "Z": "boolean", "C": "string"} | dict.fromkeys("IJFDSB", "number")
TEXTS = {"java.lang.String": "string", "java.lang.CharSequence": "string"}


@dataclass
class Kind:
    """A class or interface: its supertypes, and its members with the API level that brought them
    (0 where that is older than what the declarations know)."""

    since: int = 0
    supers: list[str] = field(default_factory=list)
    members: dict[str, int] = field(default_factory=dict)


Signature = tuple[str, str, str]
"""Class (as android.os.Bundle), name, and types (as (string,number):void)."""


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """Every class of the platform by its full name."""
    kinds_by_name: dict[str, Kind] = {}
    path: list[str] = []
    since = 0
    for line in DECLARATIONS.read_text("utf-8").splitlines():
        text = line.strip()
        if note := re.search(r"@since (\d+)", text):
            since = int(note.group(1))
        elif opened := re.match(r"(?:declare|export) module ([\w.]+) {", text):
            path.append(opened.group(1))
        elif opened := re.match(r"export (?:abstract )?(?:class|interface) (\w+)(.*){", text):
            path.append(opened.group(1))
            supers = re.findall(r"[a-z]\w*(?:\.\w+)+", re.sub(r"<[^{]*?>", "", opened.group(2)))
            kind = kinds_by_name.setdefault(".".join(path), Kind())
            kind.supers += supers
            kind.since, since = since, 0
        elif text == "}":
            path.pop()
        elif text.startswith("public ") and path:
            kinds_by_name.setdefault(".".join(path), Kind()).members.update(_member(text, since))
            since = 0
    return kinds_by_name


def _member(text: str, since: int) -> dict[str, int]:
    bare = re.sub(r"^public (static )?(abstract )?", "", text).rstrip(";")
    if method := re.fullmatch(r"(\w+)(?:<.*>)?\((.*)\): (.+)", bare):
        name, parameters, result = method.groups()
        return {f"{name}({_parameter_types(parameters)}):{_plain(result)}": since}
    if match := re.fullmatch(r"constructor\((.*)\)", bare):
        return {f"<init>({_parameter_types(match.group(1))}):void": since}
    name, _, kind = bare.partition(": ")
    return {f"{name}:{_plain(kind)}": since}


def _parameter_types(text: str) -> str:
    return ",".join(_plain(part.partition(": ")[2]) for part in _split(text))


def _split(text: str) -> Iterator[str]:
    depth, part = 0, ""
    for sign in text:
        depth += {"<": 1, ">": -1}.get(sign, 0)
        if sign == "," and not depth:
            yield part.strip()
            part = ""
        else:
            part += sign
    if part.strip():
        yield part.strip()


def _plain(kind: str) -> str:
    """A type without null and type arguments, except of arrays."""
    kind = re.sub(r"/\*.*?\*/", "", kind).replace(" | null", "").strip()
    if re.fullmatch(r"[A-Z]", kind):  # a type argument
        return "any"
    if inner := re.fullmatch(r"androidNative\.Array<(.*)>", kind):
        return f"[{_plain(inner.group(1))}"
    return kind.partition("<")[0]


def level(signature: Signature) -> int | None:
    """The API level that brought a member of a class or its supertypes; None where none has it."""
    name, member, types = signature
    kind = kinds().get(name)
    if kind is None:
        return None
    if (own := kind.members.get(f"{member}{types}")) is not None:
        return max(own, kind.since)
    if member == "<init>":
        return None
    levels = (level((one, member, types)) for one in kind.supers)
    return next((one for one in levels if one is not None), None)


def java(descriptor: str) -> str:
    """A dex descriptor as the declarations write it."""
    if descriptor.startswith("["):
        return f"[{java(descriptor[1:])}"
    if descriptor in PRIMITIVES:
        return PRIMITIVES[descriptor]
    name = full_name(descriptor)
    return "any" if name == "java.lang.Object" else TEXTS.get(name, name)


def full_name(descriptor: str) -> str:
    """The name of a class as the declarations write it."""
    return descriptor[1:-1].replace("/", ".").replace("$", ".")


class Code:
    """The classes of a dex file."""

    def __init__(self, content: bytes) -> None:
        self.dex = DEX(content)
        self.supers = {
            one.get_name(): [one.get_superclassname(), *one.get_interfaces()]
            for one in self.dex.get_classes()
        }
        self.own = {
            (kind.get_name(), one.get_name(), _types(one.get_descriptor()))
            for kind in self.dex.get_classes()
            for one in kind.get_methods()
        }

    def calls(self) -> set[Signature]:
        """Every method of the platform that the code names, by the class that should have it."""
        table = self.dex.CM
        named = (table.get_method(at) for at in range(self.dex.header.method_ids_size))
        calls = {(kind, name, _types("".join(types))) for kind, name, types in named}
        return {(full_name(self._platform(call)), *call[1:]) for call in calls - self.own}

    def fields(self) -> set[Signature]:
        """Every field of the platform that the code names."""
        table = self.dex.CM
        named = (table.get_field(at) for at in range(self.dex.header.field_ids_size))
        return {
            (full_name(kind), name, f":{java(content)}")
            for kind, content, name in named
            if kind not in self.supers
        }

    def overrides(self) -> set[Signature]:
        """Every method of ours that a supertype in the platform may call."""
        return {
            (full_name(above), name, types)
            for kind, name, types in self.own
            for above in self.supers[kind]
            if name != "<init>"
        }

    def _platform(self, call: tuple[str, str, str]) -> str:
        kind = call[0]
        while kind in self.supers:
            kind = self.supers[kind][0]
        return kind


def _types(descriptor: str) -> str:
    parameters, result = re.fullmatch(r"\((.*)\)(.+)", descriptor.replace(" ", "")).groups()  # type: ignore[union-attr]
    parts = re.findall(r"\[*(?:L[^;]+;|[A-Z])", parameters)
    return f"({','.join(map(java, parts))}):{java(result)}"
