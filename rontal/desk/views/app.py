"""Pages of the library's Android app: checklist, certificates, and store address."""

from collections.abc import Callable
from typing import TypeVar

from allauth.account.decorators import reauthentication_required
from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.accounts.roles import Role
from rontal.android import selectors, services
from rontal.android.errors import CertificateKnown, TooManyCertificates
from rontal.android.labels import SIGNERS
from rontal.core.errors import Invalid
from rontal.desk.app_forms import CertificateForm, StoreAddressForm
from rontal.desk.selectors.app import app_page
from rontal.ui import access, sentences
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of

View = TypeVar("View", bound=Callable[..., HttpResponse])


def password_again(view: View) -> View:
    """Requires a recent password or passkey check, so that an unattended desk is no risk."""
    wrapped: View = reauthentication_required(view)
    return wrapped


@access.staff(Role.ADMINISTRATOR)
@private
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Shows the checklist, the certificates and the addresses."""
    return _render_app(request, StoreAddressForm())


@access.staff(Role.ADMINISTRATOR)
@private
@require_POST
def store_address(request: HttpRequest) -> HttpResponse:
    """Saves the address of the app's page in the store; an empty one removes it."""
    form = StoreAddressForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data["store_address"]
        try:
            address = services.set_store_address(address=typed, actor=actor_of(request))
            notes.success(request, _("Address saved.") if address else _("Address removed."))
            return redirect("desk:app")
        except Invalid as refused:
            _add_error(form, refused)
    return _render_app(request, form, status=422)


@access.staff(Role.ADMINISTRATOR)
@private
@password_again
@require_http_methods(["GET", "HEAD", "POST"])
def add_certificate(request: HttpRequest) -> HttpResponse:
    """Shows and processes the form for a certificate, after a recent password check."""
    form = CertificateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_certificate(
                fingerprint=form.cleaned_data["fingerprint"],
                signer=form.cleaned_data["signer"],
                label=form.cleaned_data["note"],
                actor=actor_of(request),
            )
            notes.success(
                request, _("Certificate added. Phones will recognise it within ten minutes.")
            )
            return redirect("desk:app")
        except Invalid as refused:
            _add_error(form, refused)
        except (CertificateKnown, TooManyCertificates) as refused:
            form.add_error("fingerprint", sentences.of(refused))
    context = {"form": form, "package": selectors.package()}
    return render(request, "desk/app/certificate.html", context)


@access.staff(Role.ADMINISTRATOR)
@private
@password_again
@require_http_methods(["GET", "HEAD", "POST"])
def remove_certificate(request: HttpRequest, number: int) -> HttpResponse:
    """Confirms (GET) and removes (POST) a certificate, after a recent password check."""
    certificate = selectors.certificate(number)
    if request.method == "POST" and "sure" in request.POST:
        services.remove_certificate(pk=number, actor=actor_of(request))
        notes.success(request, _("Certificate removed."))
        return redirect("desk:app")
    left = [one for one in selectors.entry().certificates if one.pk != number]
    context = {
        "certificate": certificate,
        "signer": SIGNERS[certificate.signer],  # type: ignore[index]
        "is_last": not left,
        "unsure": request.method == "POST",
    }
    return render(request, "desk/app/remove.html", context)


def _render_app(request: HttpRequest, form: StoreAddressForm, *, status: int = 200) -> HttpResponse:
    page = app_page()
    if not form.is_bound:
        form = StoreAddressForm(initial={"store_address": page.entry.store_address})
    context = {
        "page": page,
        "form": form,
        "signers": SIGNERS,
        "addresses": [
            (label, request.build_absolute_uri(reverse(name))) for label, name in _addresses()
        ],
    }
    return render(request, "desk/app/app.html", context, status=status)


def _addresses() -> list[tuple[str, str]]:
    return [
        (_("Privacy policy"), "data_and_rules"),
        (_("Account deletion"), "deletion"),
        (_("Certificates, for phones"), "asset_links"),
    ]


def _add_error(form: CertificateForm | StoreAddressForm, refused: Invalid) -> None:
    for name, code in refused.fields.items():
        form.add_error(name if name in form.fields else None, sentences.of_code(code))
