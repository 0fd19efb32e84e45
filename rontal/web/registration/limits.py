"""Rate limits per network address, draft, and target.

Many people share one address (mobile carriers, schools, internet cafés), so limits by address
are generous where the browser solved a proof of work or shows a secret token, and strict
otherwise: 300 pupils can register within an hour.
"""

from datetime import timedelta

from django.http import HttpRequest

from rontal.accounts.address import client_address
from rontal.core.limits import Limit, spend

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

START = Limit("registration.start", 600, HOUR)
PHOTO = Limit("registration.photo", 1_200, HOUR)
PHOTO_OF_DRAFT = Limit("registration.photo_of_draft", 60, HOUR)
SAVE = Limit("registration.save", 6000, HOUR)
CHALLENGE = Limit("registration.challenge", 1_200, HOUR)
SEND_WITH_PROOF = Limit("registration.send_with_proof", 300, HOUR)
SEND_WITHOUT_PROOF = Limit("registration.send_without_proof", 6, HOUR)
SEND_TO_EMAIL = Limit("registration.send_to_email", 8, DAY)
SEND_FOR_NUMBER = Limit("registration.send_for_number", 4, DAY)
RESEND = Limit("registration.resend", 60, HOUR)
RESEND_TO_EMAIL = Limit("registration.resend_to_email", 3, DAY)
TOKEN = Limit("registration.token", 1_200, HOUR)


def spend_by_address(request: HttpRequest, limit: Limit) -> None:
    """Counts one attempt for the client's network address; raises TooMany."""
    spend(limit, client_address(request))
