"""Links in mails with which recipients end mails of one purpose, without signing in."""

from typing import Final

from django.core import signing

from rontal.notifications.purposes import Purpose

_SALT: Final = "rontal.notifications.choice"


def choice_path(account_id: int, purpose: Purpose) -> str:
    """Returns the path of an account's choices for one purpose of mails. The token does not expire,
    because a mail may be opened years later."""
    token = signing.dumps([account_id, purpose.value], salt=_SALT)
    return f"/pemberitahuan/{token}/"


def read_token(token: str) -> tuple[int, Purpose] | None:
    """Returns account and purpose of a token; None where its signature is invalid."""
    try:
        account_id, purpose = signing.loads(token, salt=_SALT)
        return int(account_id), Purpose(purpose)
    except (signing.BadSignature, ValueError, TypeError):
        return None
