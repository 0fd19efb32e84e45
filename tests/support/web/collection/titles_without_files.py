"""Titles without files, and CSS selection, for tests of pages."""

import re
from typing import Any

from records.record import Credit, Record
from rontal.catalogue import rules
from rontal.catalogue.models import Title
from rontal.catalogue.steps import record_writing

AUTHOR = "Ni Wayan Sari"


def public_title(name: str, *, by: str = AUTHOR, **values: Any) -> Title:
    """Creates a public title."""
    values_given = {"language": "id", "credits": [Credit(by)], **values}
    return record_writing.create(Record(title=name, **values_given), slug=rules.slug(name))


def select(element: Any, selector: str) -> list[Any]:
    """Returns elements by a simple CSS selector: tags, classes, attributes, nesting, commas."""
    paths = [
        "".join(f"//{_step(step)}" for step in one.replace(" > ", " ").split())
        for one in selector.split(",")
    ]
    return list(element.xpath(" | ".join(f".{path}" for path in paths)))


def _step(step: str) -> str:
    tag, classes, name, sign, value = re.fullmatch(  # type: ignore[union-attr]
        r"([a-z0-9]*)((?:\.[a-z-]+)*)(?:\[([a-z-]+)(\*?=)([\w-]+)\])?", step
    ).groups()
    tests = [f"contains(concat(' ', @class, ' '), ' {one} ')" for one in classes.split(".")[1:]]
    if name:
        tests.append(f"@{name} = '{value}'" if sign == "=" else f"contains(@{name}, '{value}')")
    return (tag or "*") + "".join(f"[{test}]" for test in tests)
