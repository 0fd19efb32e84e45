"""Steps of registration and their order."""

from enum import StrEnum

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEXT = "ke"


class Step(StrEnum):
    """Page of the form; the value is the last part of its URL."""

    PHOTOS = "foto"
    WHO = "siapa"
    REACH = "kontak"
    CONSENT = "persetujuan"
    REVIEW = "periksa"

    @property
    def path(self) -> str:
        """URL of the page."""
        return reverse(f"registration_{self.name.lower()}")

    @property
    def number(self) -> int:
        """Position from 1."""
        return list(Step).index(self) + 1

    @property
    def following(self) -> "Step":
        """Next step; the review is the last."""
        order = list(Step)
        return order[min(self.number, len(order) - 1)]


NAMES: dict[Step, str | Promise] = {
    Step.PHOTOS: _("Photos"),
    Step.WHO: _("Who"),
    Step.REACH: _("Contact"),
    Step.CONSENT: _("Consent"),
    Step.REVIEW: _("Check"),
}


def step_links() -> list[tuple[str | Promise, str]]:
    """Returns the name and URL of every step; steps can be visited in any order."""
    return [(name, step.path) for step, name in NAMES.items()]


def step_of(text: str, otherwise: Step = Step.PHOTOS) -> Step:
    """Returns the step with this value, or `otherwise`."""
    return Step(text) if text in list(Step) else otherwise


def after(request: HttpRequest, step: Step) -> str:
    """Returns the URL after `step`: that of the query parameter `ke`, or of the following step."""
    return step_of(request.GET.get(NEXT, ""), step.following).path


def path_back_to(step: Step, then: Step) -> str:
    """Returns the URL of `step`, from which the applicant continues with `then`."""
    query = QueryDict(mutable=True)
    query[NEXT] = then.value
    return f"{step.path}?{query.urlencode()}"
