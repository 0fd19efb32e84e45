"""PDFs that the counter prints in the active language: a consent form and a counter receipt."""

import json
from pathlib import Path

from django.conf import settings
from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from rontal.membership.models import Application
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules.kinds import CONSENT_TEXT_VERSION
from rontal.standard.selectors import library
from rontal.ui import documents

CONSENT = Path(__file__).with_name("consent.typ")
SLIP = Path(__file__).with_name("slip.typ")


def consent_form(name: str) -> bytes:
    """Returns the PDF of the consent form to sign; `name` may be empty.

    The text is the same as on the screen.
    """
    place = library()
    days = MembershipPolicies.current().photo_days_after_decision
    data = {
        "title": _("Consent to the membership of the library"),
        "name_label": _("Full name, as on the card"),
        "name": name,
        "birth_label": _("Date of birth"),
        "words_title": _("In short"),
        "words": [
            _("%(name)s is responsible for your data. It does not share or sell them.")
            % {"name": place.name},
            _(
                "We store your details and photos encrypted. Only the staff who decide on your "
                "application can open them, and each view is recorded."
            ),
            ngettext(
                "We delete the photos %(days)s day after the decision.",
                "We delete the photos %(days)s days after the decision.",
                days,
            )
            % {"days": days},
            _(
                "You can see your data and who viewed them, have them corrected, or withdraw at "
                "any time. We answer within three days."
            ),
        ],
        "purposes_title": _("What may we do with your data?"),
        "purposes_hint": _("Tick what you agree to. Each purpose is separate."),
        "purposes": _purposes(),
        "guardian_title": _("Parent or guardian, only under 18"),
        "guardian_text": _(
            "I am the parent or guardian of this child and agree to what is ticked."
        ),
        "guardian_name": _("Full name of parent or guardian"),
        "relation": _("Relation to the child"),
        "place_date": _("Place and date"),
        "own_signature": _("Signature of the applicant"),
        "guardian_signature": _("Signature of the parent or guardian"),
        "staff": _("For the library: recorded by, on"),
    }
    return documents.pdf(
        CONSENT, {"given": json.dumps(data | _common_inputs(), ensure_ascii=False)}
    )


def counter_receipt(application: Application, password: str) -> bytes:
    """Returns the PDF of the receipt, which explains how to sign in with the first password.

    `application` must have its account. Raises AssertionError where it has none.
    """
    assert application.user is not None
    until = application.user.first_password_until
    address = settings.PUBLIC_URL + "/masuk/"
    member = getattr(application, "member", None)
    data = {
        "title": _("Welcome to the digital library"),
        "name": application.name,
        "number_label": _("Member number") if member else _("Application code"),
        "number": application.user.login_name,
        "password_label": _("First password"),
        "password": password,
        "address": address,
        "qr": documents.qr_svg(address),
        "qr_alt": _("QR code of the page to sign in"),
        "steps": [
            _("Scan the code with your phone, or open %(address)s.") % {"address": address},
            _("Sign in with the number and the first password."),
            _("Choose your own password. This slip will then no longer work."),
        ],
        "until": _("The first password works until %(day)s.")
        % {"day": formats.date_format(until.astimezone(library().tz))}
        if until
        else "",
        "care": _("Do not share this slip."),
    }
    return documents.pdf(SLIP, {"given": json.dumps(data | _common_inputs(), ensure_ascii=False)})


def _purposes() -> list[dict[str, str]]:
    return [
        {
            "name": _("Membership"),
            "text": _(
                "The library may use my details and photos to check my identity and manage my "
                "membership. Membership is not possible without this."
            ),
        },
        {
            "name": _("Automatic comparison of faces"),
            "text": _(
                "The library's software compares the photo of my face with the one on my card. If "
                "I do not agree, staff compare them; this takes no longer."
            ),
        },
        {
            "name": _("News"),
            "text": _("The library may write to me occasionally about new books and events."),
        },
    ]


def _common_inputs() -> dict[str, str]:
    place = library()
    return {
        "lang": get_language() or "id",
        "library": place.name,
        "unit": place.unit,
        "place": place.address,
        "contact": f"{place.phone} · {place.email}",
        "version": _("Wording of %(version)s") % {"version": CONSENT_TEXT_VERSION},
    }
