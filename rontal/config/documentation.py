"""Generates parts of the documentation: states and events, policies in the operator guides, layers.

Run as `python -m rontal.config.documentation`; a structure test compares the pages with the code.
"""

import importlib.util
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Final

from django.utils.translation import override

import rontal
from rontal.config import layers_drawing
from rontal.config.env import ROOT
from rontal.config.policies import ALL
from rontal.core.policies import Policy

PAGE = ROOT / "docs/states-and-events.md"
GUIDES: Final[Mapping[str, Path]] = {
    "en": ROOT / "docs/guide/operator.md",
    "id": ROOT / "docs/guide/operator.id.md",
}
POLICY_HEADS: Final[Mapping[str, str]] = {
    "en": "| Key | Meaning | Values | When left out |",
    "id": "| Kunci | Arti | Nilai | Bila kosong |",
}


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
        f"| `{name}` | {event.meaning} | {_listeners(SUBSCRIBERS.get(name, {}))} |"
        for name, event in sorted(DECLARED.items())
        if not name.startswith("test:")
    ]
    return "\n".join(["| event | meaning | who listens |", "|---|---|---|", *rows])


def policies(language: str) -> str:
    """Returns a Markdown table of all policies in one language."""
    with override(language):
        rows = [
            f"| `{name}` | {one.label}. {one.effect} | {_values(one)} | {_default(one)} |"
            for kind in ALL
            for name, one in kind.declared().items()
        ]
    return "\n".join([POLICY_HEADS[language], "|---|---|---|---|", *rows])


def fill(text: str) -> str:
    """Returns docs/states-and-events.md with new tables between their markers."""
    return _replace_section(_replace_section(text, "states", states()), "events", events())


def fill_guide(text: str, language: str) -> str:
    """Returns an operator guide with a new table of policies between its markers."""
    return _replace_section(text, "policies", policies(language))


def _replace_section(text: str, name: str, table: str) -> str:
    mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    return mark.sub(lambda found: f"{found[1]}{table}\n{found[2]}", text)


def _values(policy: Policy) -> str:
    if policy.bounds is None:
        return ", ".join(_as_toml(value) for value in policy.choices or (True, False))
    least, most = policy.bounds
    return f"{policy.unit.label}: {least}–{most}"


def _default(policy: Policy) -> str:
    is_number = isinstance(policy.default, int) and not isinstance(policy.default, bool)
    return str(policy.default) if is_number else _as_toml(policy.default)


def _as_toml(value: object) -> str:
    if isinstance(value, str):
        return f'`"{value}"`'
    return f"`{list(value)}`" if isinstance(value, tuple) else f"`{str(value).lower()}`"


def _table_of(module: ModuleType, kind: type[StrEnum]) -> Mapping[StrEnum, frozenset[StrEnum]]:
    for name, value in vars(module).items():
        if name.endswith("TRANSITIONS") and isinstance(next(iter(value)), kind):
            table: Mapping[StrEnum, frozenset[StrEnum]] = value
            return table
    return {}


def _after(following: frozenset[StrEnum]) -> str:
    return ", ".join(f"`{state}`" for state in sorted(following)) or "final"


def _listeners(subscribers: Mapping[str, object]) -> str:
    apps = sorted({key.split(".")[1] for key in subscribers})
    return ", ".join(apps)


def main() -> None:
    """Rewrites the pages."""
    import os

    import django

    os.environ.setdefault("RONTAL_MODE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rontal.config.settings")
    django.setup()
    PAGE.write_text(fill(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    for language, guide in GUIDES.items():
        guide.write_text(fill_guide(guide.read_text("utf-8"), language), encoding="utf-8")
    layers_drawing.DRAWING.write_text(layers_drawing.drawing(), encoding="utf-8")


if __name__ == "__main__":
    main()
