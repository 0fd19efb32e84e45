"""Generates the tables of docs/states-and-events.md.

Run as `python -m rontal.config.documentation`; a structure test compares the page with the code.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import ModuleType

import rontal
from rontal.config.env import ROOT

PAGE = ROOT / "docs/states-and-events.md"


def modules(name: str) -> Iterator[ModuleType]:
    """Imports and yields every `rontal/<app>/<name>.py`."""
    for app in sorted(part.name for part in pkgutil.iter_modules(rontal.__path__)):
        full = f"rontal.{app}.{name}"
        if importlib.util.find_spec(full):
            yield importlib.import_module(full)


def enums(module: ModuleType) -> list[type[StrEnum]]:
    """Returns the state enums defined in a module, without aliases."""
    kinds = inspect.getmembers(module, inspect.isclass)
    return [
        kind
        for name, kind in kinds
        if issubclass(kind, StrEnum)
        and kind.__module__ == module.__name__
        and kind.__name__ == name
    ]


def states() -> str:
    """Returns a Markdown table of transitions for each state enum."""
    parts = []
    for module in modules("states"):
        for kind in enums(module):
            table = _table_of(module, kind)
            rows = [f"| `{s}` | {_after(table.get(s, frozenset()))} |" for s in kind]
            head = [f"### {kind.__name__} (`{module.__name__}`)", "", inspect.getdoc(kind) or ""]
            parts.append("\n".join([*head, "", "| state | may become |", "|---|---|", *rows]))
    return "\n\n".join(parts)


def events() -> str:
    """Returns a Markdown table of all events with the apps that subscribe to them."""
    from rontal.core.events import DECLARED, SUBSCRIBERS

    rows = [
        f"| `{name}` | {meaning} | {_listeners(SUBSCRIBERS.get(name, {}))} |"
        for name, meaning in sorted(DECLARED.items())
        if not name.startswith("test:")
    ]
    return "\n".join(["| event | meaning | who listens |", "|---|---|---|", *rows])


def fill(text: str) -> str:
    """Returns the page with new tables between their markers."""
    for name, table in (("states", states()), ("events", events())):
        mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = mark.sub(r"\g<1>" + table.replace("\\", r"\\") + r"\n\g<2>", text)
    return text


def _table_of(module: ModuleType, kind: type[StrEnum]) -> Mapping[StrEnum, frozenset[StrEnum]]:
    for name, value in vars(module).items():
        if name.endswith("TRANSITIONS") and isinstance(next(iter(value)), kind):
            table: Mapping[StrEnum, frozenset[StrEnum]] = value
            return table
    return {}


def _after(following: frozenset[StrEnum]) -> str:
    return ", ".join(f"`{state}`" for state in sorted(following)) or "final"


def _listeners(subscribers: Mapping[str, object]) -> str:
    rooms = sorted({key.split(".")[1] for key in subscribers})
    return ", ".join(rooms)


def main() -> None:
    """Rewrites the page."""
    import os

    import django

    os.environ.setdefault("RONTAL_MODE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rontal.config.settings")
    django.setup()
    PAGE.write_text(fill(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
