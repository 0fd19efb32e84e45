"""Regions for the select fields of the contact step, fetched by htmx; public and cacheable."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from rontal.ui.access import public
from rontal.ui.registration.contact_step import ContactForm


@public
@cache_control(public=True, max_age=3600)
def regencies(request: HttpRequest) -> HttpResponse:
    """Returns the select fields of regency and district for a province."""
    return _render_selects(request, {"province": request.GET.get("province", "")})


@public
@cache_control(public=True, max_age=3600)
def districts(request: HttpRequest) -> HttpResponse:
    """Returns the select field of district for a regency."""
    chosen = request.GET.get("regency", "")
    return _render_selects(request, {"province": chosen[:2], "regency": chosen})


def _render_selects(request: HttpRequest, values: dict[str, str]) -> HttpResponse:
    part = "district" if "regency" in values else "regency"
    form = ContactForm(values)
    return render(request, f"ui/registration/{part}.html", {"form": form})
