"""Proof of work (altcha), which makes mass registration expensive.

Altcha's second protocol with SHA-256, a fixed range and no third party. A challenge is signed
together with the one-use key of its form, so that a solution is worthless in another form.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Any

import altcha
from django.utils.crypto import salted_hmac

from rontal.core import clock

ALGORITHM = "SHA-256"
ROUNDS = 1
ZEROES = "000"  # 12 bits: 4,096 hashes on average, below a second on a cheap phone
LIFETIME = timedelta(minutes=30)
MAX_LENGTH = 4000


class Proof(StrEnum):
    """Result of checking the proof that came with a form."""

    NONE = "none"
    GOOD = "good"
    BAD = "bad"


def challenge(key: str) -> dict[str, Any]:
    """Returns a challenge for the form with this one-use key, for the altcha browser module."""
    made = altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        key_prefix=ZEROES,
        expires_at=clock.now() + LIFETIME,
        data={"for": key},
        hmac_secret=_secret(),
    )
    data: dict[str, Any] = made.to_dict()
    return data


def check_solution(payload: str, *keys: str) -> Proof:
    """Checks whether `payload` solves an unexpired challenge issued for one of `keys`."""
    if not payload:
        return Proof.NONE
    if len(payload) > MAX_LENGTH:
        return Proof.BAD
    result = altcha.verify_solution(payload, _secret())
    if not result.verified:
        return Proof.BAD
    data = altcha.Payload.from_base64(payload).challenge.parameters.data
    return Proof.GOOD if data in [{"for": key} for key in keys] else Proof.BAD


def _secret() -> bytes:
    return salted_hmac("rontal.altcha", "challenge").digest()
