"""Authentication document: how a reading app signs its user in, and links to help."""

import json
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rontal.core.profile import Library
from rontal.standard.selectors import library

TYPE: Final = "application/opds-authentication+json"
ADDRESS: Final = "/opds/authentication.json"
RELATION: Final = "http://opds-spec.org/auth/document"
BASIC: Final = "http://opds-spec.org/auth/basic"
PASSWORD: Final = "http://opds-spec.org/auth/oauth/password"  # noqa: S105 - the name of a flow
CODE: Final = "http://opds-spec.org/auth/oauth/authorization-code-pkce"
"""Name by which Thorium asks for this flow; the draft of Authentication for OPDS names none yet."""
LOGO: Final = "/opds/lambang.png"
LOGO_SIDE: Final = 192
APPS: Final = "/akun/aplikasi/"


def identifier() -> str:
    """Returns the id of this library for reading apps: the permanent URL of its document."""
    return f"{settings.PUBLIC_URL}{ADDRESS}"


def document(request: HttpRequest) -> str:
    """Returns the document in the language of the request. The flow by the browser comes first,
    because it needs no password typed into the app."""
    site = f"{request.scheme}://{request.get_host()}"
    profile = library()
    content = {
        "id": identifier(),
        "title": profile.name,
        "description": _(
            "Sign in with an app password. Create one on the library's website, under Reading "
            "apps. Your own password does not work here, so no app ever stores it."
        ),
        "links": _links(site, profile),
        "authentication": _authentication_flows(site),
    }
    return json.dumps(content, ensure_ascii=False)


def answer(request: HttpRequest, status: int = 200) -> HttpResponse:
    """Returns the document as a response; with status 401 it asks the app to sign in."""
    response = HttpResponse(document(request), content_type=TYPE, status=status)
    if status == 401:
        realm = _ascii(library().name)
        response.headers["WWW-Authenticate"] = f'Basic realm="{realm}", charset="UTF-8"'
        response.headers["Cache-Control"] = "no-store"
    response.headers["Link"] = f'<{identifier()}>; rel="{RELATION}"; type="{TYPE}"'
    return response


def _links(site: str, profile: Library) -> list[dict[str, Any]]:
    size = {"width": LOGO_SIDE, "height": LOGO_SIDE}
    phone = "".join(sign for sign in profile.phone if sign in "+0123456789")
    return [
        {"rel": "logo", "href": site + LOGO, "type": "image/png", **size},
        {"rel": "register", "href": f"{site}/daftar/", "type": "text/html"},
        {"rel": "help", "href": f"{site}{APPS}", "type": "text/html"},
        {"rel": "help", "href": f"mailto:{profile.email}"},
        {"rel": "help", "href": f"tel:{phone}"},
        {
            "rel": "http://opds-spec.org/shelf",
            "href": f"{site}/opds/2/rak/",
            "type": "application/opds+json",
        },
        {
            "rel": "profile",
            "href": f"{site}/opds/2/profil/",
            "type": "application/opds-profile+json",
        },
    ]


def _authentication_flows(site: str) -> list[dict[str, Any]]:
    labels = {"login": _("Member number or email"), "password": _("App password")}
    consent = {"rel": "authenticate", "href": f"{site}/opds/izin/", "type": "text/html"}
    token = {"href": f"{site}/opds/token/", "type": "application/json"}
    return [
        {
            "type": CODE,
            "links": [consent, {"rel": "token", **token}, {"rel": "refresh", **token}],
        },
        {
            "type": PASSWORD,
            "labels": labels,
            "links": [{"rel": "authenticate", **token}, {"rel": "refresh", **token}],
        },
        {"type": BASIC, "labels": labels},
    ]


def _ascii(text: str) -> str:
    quotable = text.replace("\\", "").replace('"', "'")
    return quotable.encode("ascii", "replace").decode()
