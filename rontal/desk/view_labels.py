"""Labels of the queue's filters and views."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.desk import labels
from rontal.desk.selectors.filters import (
    NAMES,
    Answer,
    AssigneeFilter,
    DueFilter,
    Filters,
    RecommendationFilter,
)
from rontal.ui.sentences import verification as sentences

Words = Mapping[str, str | Promise]

VIEWS: Words = {
    "next": _("Due next"),
    "late": _("Late"),
    "spotless": _("All checks passed"),
    "look": _("Needs checking"),
    "back": _("Returned corrected"),
    "mine": _("Mine"),
}
EMPTY: Words = {
    "next": _("All applications are decided. New ones appear here automatically."),
    "late": _("Nothing is overdue. See what is due next."),
    "spotless": _("No cases are ready to approve together. Check each one separately."),
    "look": _("No cases need checking at the moment."),
    "back": _("There are no corrections to decide."),
    "mine": _("Nothing is assigned to you. Open what is due next."),
}
LABELS: Words = {
    "shelf": _("Current state"),
    "due": _("Promise"),
    "says": _("The system says"),
    "kind": _("Kind of card"),
    "resident": _("Lives here"),
    "child": _("Child"),
    "hands": _("Assigned to"),
    "back": _("Returned corrected"),
    "finding": _("Finding"),
}
_YES_NO: Words = {
    Answer.YES: pgettext_lazy("answer", "Yes"),
    Answer.NO: pgettext_lazy("answer", "No"),
}
WORDS: Mapping[str, Words] = {
    "shelf": labels.SHELVES,
    "due": {
        DueFilter.LATE: _("Late"),
        DueFilter.AT_RISK: _("At risk"),
        DueFilter.ON_TIME: _("On time"),
    },
    "says": {
        RecommendationFilter.SPOTLESS: _("Ready to approve"),
        RecommendationFilter.ATTENTION: _("Needs checking"),
        RecommendationFilter.CLOSER: _("Check closely"),
        RecommendationFilter.CORRECT: _("Ask for a correction"),
        RecommendationFilter.NOTHING: _("Not checked yet"),
    },
    "kind": labels.KINDS,
    "resident": _YES_NO,
    "child": _YES_NO,
    "hands": {
        AssigneeFilter.MINE: _("Mine"),
        AssigneeFilter.NOBODY: _("Nobody’s"),
        AssigneeFilter.OTHERS: _("A colleague’s"),
    },
    "back": _YES_NO,
}


def chosen(filters: Filters) -> list[str]:
    """Returns the active filters as labels, for example "Promise: Late"."""
    pairs = filters.pairs
    active = {name: pairs[key] for name, key in NAMES.items() if key in pairs}
    return [f"{LABELS[name]}: {word(name, value)}" for name, value in active.items()]


def word(name: str, value: str) -> str:
    """Returns the label of one choice of a filter."""
    if name == "finding":
        return sentences.finding(value)
    return str(WORDS[name].get(value, value))
