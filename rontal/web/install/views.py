"""Manifest, icons, installation page, and a redirect to the book read last."""

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from rontal.android.selectors import store_address
from rontal.lending import selectors as lending
from rontal.reading.selectors import last_read
from rontal.standard.selectors import library
from rontal.ui import icon_files, request_language
from rontal.ui.access import public, signed_in
from rontal.ui.documents import qr_svg
from rontal.ui.headers import FOREVER
from rontal.ui.middleware import actor_of
from rontal.ui.page_cache import cached_page
from rontal.web.install import devices
from rontal.web.install.devices import Device
from rontal.web.install.manifest import manifest

A_DAY: Final = "public, max-age=86400"
PATH: Final = "/pasang/"


@public
@cached_page("events", query=["bahasa"], for_signed_in=True)
@require_safe
def web_manifest(request: HttpRequest) -> HttpResponse:
    """Returns the manifest in the language of `?bahasa=`, else in that of the visitor.

    Pages add the parameter because browsers fetch manifests without cookies.
    """
    language = request.GET.get("bahasa", "")
    if language not in dict(settings.LANGUAGES):
        language = request_language.of(request)
    content = manifest(library(), language, store_address())
    response = JsonResponse(content, content_type="application/manifest+json")
    response.headers["Content-Language"] = language
    return response


@public
@require_safe
def icon(request: HttpRequest, digest: str, name: str) -> HttpResponse:  # noqa: ARG001
    """Returns a file of the icons; the URL changes with the profile, old ones redirect to it."""
    if name not in icon_files.names():
        raise Http404
    if digest != icon_files.version(library()):
        return redirect(icon_files.address(library(), name))
    return _icon_response(name, FOREVER)


@public
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Returns the icon at the default URL of browsers."""
    return _icon_response(icon_files.FAVICON, A_DAY)


@public
@require_safe
def apple_touch_icon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Returns the icon at the default URL of iOS."""
    return _icon_response(icon_files.APPLE, A_DAY)


@public
@require_safe
def install(request: HttpRequest) -> HttpResponse:
    """Shows how to install the app on the requesting device, or on that of `?di=`."""
    agent = request.headers.get("User-Agent", "")
    here = devices.device_of(agent, request.headers.get("Sec-CH-UA-Platform", ""))
    device = devices.chosen(request.GET.get("di", "")) or here
    context = {
        "device": device,
        "label": devices.LABELS[device],
        "is_this_device": device is here,
        "others": [(one, devices.LABELS[one]) for one in Device if one is not device],
        "has_prompt": device is here and device in PROMPTING,
        "steps": f"web/install/how/{device}.html",
        "removal": f"web/install/remove/{devices.REMOVALS[device]}.html",
        "store_address": store_address() if device not in APPLE else "",
        "is_android": device in devices.ANDROID,
        "qr": "" if device in devices.PHONES else qr_svg(settings.PUBLIC_URL + PATH),
        "address": settings.PUBLIC_URL + PATH,
    }
    response = render(request, "web/install/install.html", context)
    patch_vary_headers(response, ["User-Agent", "Sec-CH-UA-Platform"])
    return response


@signed_in
@require_safe
def continue_reading(request: HttpRequest) -> HttpResponse:
    """Redirects to the book read last, else to the one borrowed last, else to the shelf."""
    actor = actor_of(request)
    loans = lending.loans_of(actor)
    if not loans:
        return redirect("shelf")
    title = last_read(actor, [loan.title_id for loan in loans])
    newest = max(loans, key=lambda loan: (loan.title_id == title, loan.started_at))
    return redirect("read", newest.pk)


PROMPTING: Final = frozenset({Device.ANDROID_CHROME, Device.SAMSUNG, Device.EDGE, Device.CHROME})
"""Browsers whose install dialog a page can open."""

APPLE: Final = frozenset({Device.IOS_SAFARI, Device.IOS_OTHER, Device.MAC_SAFARI})


def _icon_response(name: str, caching: str) -> HttpResponse:
    kind = "image/x-icon" if name == icon_files.FAVICON else "image/png"
    content = icon_files.content(library(), name)
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": caching})
