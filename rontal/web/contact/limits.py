"""Rate limits of changes of contact details.

A stranger's address gets few mails, whoever enters it; the limit counts taken and free addresses
alike, so that it tells nobody which one has an account.
"""

from datetime import timedelta
from typing import Final

from rontal.core.limits import Limit

EMAIL: Final = Limit("contact.email", 5, timedelta(days=1))
EMAIL_TO: Final = Limit("contact.email_to", 5, timedelta(days=1))
DETAILS: Final = Limit("contact.details", 20, timedelta(days=1))
