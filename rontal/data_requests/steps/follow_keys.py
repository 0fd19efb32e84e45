"""Secrets by which the sender follows a request without signing in.

The first key of a request is its follow code, which lasts as long as its texts. The others are
links in mails, which end after some days.
"""

import secrets

from django.db.models import Exists, OuterRef, QuerySet

from rontal.core import clock, sealing
from rontal.core.reference_codes import follow_code, normalize_follow_code
from rontal.data_requests.models import DataRequest, RequestFollowKey
from rontal.data_requests.rules.clock import ANSWER_LASTS


def code_of(form_key: str) -> str:
    """Returns the follow code of a form; a form that is sent twice gets the same code."""
    return codes_of(form_key)[0]


def codes_of(form_key: str) -> list[str]:
    """Returns the follow codes of a form under all hash keys, in the order of `forms_of`."""
    hashes = sealing.keyed_hashes(form_key, purpose="data_requests.follow_code")
    return [follow_code(one) for one in hashes]


def form_of(form_key: str) -> bytes:
    """Returns the id of a form: a keyed hash of its random key."""
    return forms_of(form_key)[0]


def forms_of(form_key: str) -> list[bytes]:
    """Returns the ids of a form under all hash keys, the active one first."""
    return sealing.keyed_hashes(form_key, purpose="data_requests.form")


def store_follow_code(request: DataRequest, code: str) -> None:
    """Stores the keyed hash of a follow code."""
    RequestFollowKey.objects.get_or_create(
        key_hash=hash_of(code), defaults={"request": request, "made_at": clock.now()}
    )


def fresh_token(request: DataRequest) -> str:
    """Creates and stores a new secret for a link in a mail."""
    token = follow_code(secrets.token_bytes(32))
    store_follow_code(request, token)
    return token


def ended_links() -> QuerySet[RequestFollowKey]:
    """Returns the links of mails that no longer open a request."""
    earlier = RequestFollowKey.objects.filter(request=OuterRef("request"), pk__lt=OuterRef("pk"))
    old = RequestFollowKey.objects.filter(made_at__lt=clock.now() - ANSWER_LASTS)
    return old.filter(Exists(earlier))


def hash_of(code: str) -> bytes:
    """Returns the keyed hash of a follow code; case, spaces and hyphens do not matter."""
    return hashes_of(code)[0]


def hashes_of(code: str) -> list[bytes]:
    """Returns the hashes of a follow code under all hash keys, the active one first."""
    return sealing.keyed_hashes(normalize_follow_code(code), purpose="data_requests.follow")
