"""Tests that the precomputed content policy header equals the one that the settings give."""

import pytest
from csp.constants import HEADER
from csp.decorators import csp_replace
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from rontal.ui.middleware import content_policy


def plain(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Halo")


@csp_replace({"img-src": ["'none'"]})
def narrower(request: HttpRequest) -> HttpResponse:
    return plain(request)


def own(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Halo", headers={HEADER: "default-src 'none'"})


def directives(text: str) -> set[str]:
    return set(text.split("; "))


@pytest.mark.parametrize("times", [1, 2])
def test_each_response_has_the_policy_of_the_settings(times: int) -> None:
    handler = content_policy(plain)
    for _ in range(times):
        answer = handler(RequestFactory().get("/"))
    assert directives(answer.headers[HEADER]) == directives(build_policy())


def test_change_by_a_view_applies_to_its_response_only() -> None:
    handler = content_policy(lambda request: (narrower if "n" in request.GET else plain)(request))
    narrowed = handler(RequestFactory().get("/?n=1")).headers[HEADER]
    assert "img-src 'none'" in directives(narrowed)
    assert directives(handler(RequestFactory().get("/")).headers[HEADER]) == directives(
        build_policy()
    )


def test_policy_written_by_a_view_remains() -> None:
    answer = content_policy(own)(RequestFactory().get("/"))
    assert answer.headers[HEADER] == "default-src 'none'"
