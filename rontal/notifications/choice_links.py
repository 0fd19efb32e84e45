"""The link in a mail by which its recipient ends mails of a kind, without signing in."""

from typing import Final

from django.core import signing

from rontal.notifications.purposes import Purpose

_SALT: Final = "rontal.notifications.choice"


def path_for(account_id: int, purpose: Purpose) -> str:
    """Leads to the choices of an account about one purpose of mails. It does not run out: a mail
    may be opened years later."""
    token = signing.dumps([account_id, purpose.value], salt=_SALT)
    return f"/pemberitahuan/{token}/"


def opened(token: str) -> tuple[int, Purpose] | None:
    """Account and purpose of a link; None where it was not made here."""
    try:
        account_id, purpose = signing.loads(token, salt=_SALT)
        return int(account_id), Purpose(purpose)
    except (signing.BadSignature, ValueError, TypeError):
        return None
