"""Batch edit: the same change applied to many titles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from records.text import fold
from rontal.catalogue.states import TitleState


@dataclass(frozen=True, slots=True)
class Batch:
    """New values for every title; None leaves a field unchanged. `add_subjects` are appended to the
    subjects of a title, `remove_subjects` removed from them. `state` is public or withdrawn."""

    language: str | None = None
    audience: str | None = None
    age_from: int | None = None
    age_to: int | None = None
    publisher: str | None = None
    classification: str | None = None
    series: str | None = None
    rights: str | None = None
    add_subjects: Sequence[str] = ()
    remove_subjects: Sequence[str] = ()
    state: TitleState | None = None
    reason: str = ""


PLAIN = ("language", "audience", "publisher", "classification", "series", "rights")
AGES = ("age_from", "age_to")


def applied(batch: Batch, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the facts of a title after the batch. The ages stay unchanged where the batch and the
    title together would give a lower bound above the upper one."""
    after = dict(facts) | _set_values(batch, PLAIN)
    if not ages_clash(batch, facts):
        after |= _set_values(batch, AGES)
    removed = {fold(name) for name in batch.remove_subjects}
    subjects = [name for name in facts["subjects"] if fold(name) not in removed]
    known = {fold(name) for name in subjects}
    subjects += [name for name in batch.add_subjects if fold(name) not in known]
    after["subjects"] = subjects
    return after


def ages_clash(batch: Batch, facts: Mapping[str, Any]) -> bool:
    """Returns True where a title's lower age would be above its upper age after the batch."""
    ages = {name: facts[name] for name in AGES} | _set_values(batch, AGES)
    low, high = ages.values()
    return low is not None and high is not None and low > high


def _set_values(batch: Batch, names: Sequence[str]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(batch, name)) is not None}
