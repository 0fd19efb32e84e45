"""The steps of registration, in order, and the way from one to the next."""

from enum import StrEnum

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEXT = "ke"


class Step(StrEnum):
    """A page of the form; the value is the last part of its address."""

    PHOTOS = "foto"
    WHO = "siapa"
    REACH = "kontak"
    CONSENT = "persetujuan"
    REVIEW = "periksa"

    @property
    def path(self) -> str:
        """The page's address."""
        return reverse(f"registration_{self.name.lower()}")

    @property
    def number(self) -> int:
        """Its place on the thread, from 1."""
        return list(Step).index(self) + 1

    @property
    def following(self) -> "Step":
        """The next step; the review is the last."""
        order = list(Step)
        return order[min(self.number, len(order) - 1)]


NAMES: dict[Step, str | Promise] = {
    Step.PHOTOS: _("Photos"),
    Step.WHO: _("Who"),
    Step.REACH: _("Contact"),
    Step.CONSENT: _("Consent"),
    Step.REVIEW: _("Check"),
}


def thread() -> list[tuple[str | Promise, str]]:
    """Every step with its address: one may go back and forth freely."""
    return [(name, step.path) for step, name in NAMES.items()]


def step_of(text: str, otherwise: Step = Step.PHOTOS) -> Step:
    """The step with this value."""
    return Step(text) if text in list(Step) else otherwise


def after(request: HttpRequest, step: Step) -> str:
    """Where to go when `step` is done: where the address says (`?ke=periksa`), or onward."""
    return step_of(request.GET.get(NEXT, ""), step.following).path


def path_back_to(step: Step, then: Step) -> str:
    """The address of `step` from which one comes to `then`."""
    query = QueryDict(mutable=True)
    query[NEXT] = then.value
    return f"{step.path}?{query.urlencode()}"
