"""What a change of many titles asks of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rontal.catalogue.rules.text import fold
from rontal.catalogue.states import TitleState


@dataclass(frozen=True, slots=True)
class Batch:
    """New values for every title; None leaves a field alone. Ages are (from, to); headings are
    added behind those that a title has, or taken away. `state` is public or withdrawn."""

    language: str | None = None
    audience: str | None = None
    ages: tuple[int | None, int | None] | None = None
    publisher: str | None = None
    classification: str | None = None
    series: str | None = None
    rights: str | None = None
    add_subjects: Sequence[str] = ()
    remove_subjects: Sequence[str] = ()
    state: TitleState | None = None
    reason: str = ""


PLAIN = ("language", "audience", "publisher", "classification", "series", "rights")


def applied(batch: Batch, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a title after the batch."""
    after = dict(facts)
    after |= {name: value for name in PLAIN if (value := getattr(batch, name)) is not None}
    if batch.ages is not None:
        after["age_from"], after["age_to"] = batch.ages
    gone = {fold(name) for name in batch.remove_subjects}
    kept = [name for name in facts["subjects"] if fold(name) not in gone]
    known = {fold(name) for name in kept}
    kept += [name for name in batch.add_subjects if fold(name) not in known]
    after["subjects"] = kept
    return after
