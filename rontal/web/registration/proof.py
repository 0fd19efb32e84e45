"""Proof of work (altcha): the browser's calculation that makes mass registration dear.

Altcha's second protocol with SHA-256, a fixed range and no third party. A challenge is signed
together with the one-use key of the form that it was given for, so that a solution is worth
nothing in another form.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Any

import altcha
from django.utils.crypto import salted_hmac

from rontal.kernel import clock

ALGORITHM = "SHA-256"
ROUNDS = 1
ZEROES = "000"  # 12 bits: 4,096 hashes on average, below a second on a cheap phone
LASTS = timedelta(minutes=30)
LONGEST = 4000


class Proof(StrEnum):
    """What came with a form."""

    NONE = "none"
    GOOD = "good"
    BAD = "bad"


def challenge(key: str) -> dict[str, Any]:
    """A challenge for the form with this one-use key, as the browser's module reads it."""
    made = altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        key_prefix=ZEROES,
        expires_at=clock.now() + LASTS,
        data={"for": key},
        hmac_secret=_secret(),
    )
    found: dict[str, Any] = made.to_dict()
    return found


def judge(payload: str, key: str) -> Proof:
    """Whether `payload` solves a challenge that was given for `key` and is not too old."""
    if not payload:
        return Proof.NONE
    if len(payload) > LONGEST:
        return Proof.BAD
    result = altcha.verify_solution(payload, _secret())
    if not result.verified:
        return Proof.BAD
    data = altcha.Payload.from_base64(payload).challenge.parameters.data
    return Proof.GOOD if data == {"for": key} else Proof.BAD


def _secret() -> bytes:
    return salted_hmac("rontal.altcha", "challenge").digest()
