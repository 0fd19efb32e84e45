"""Sign-in at a provider as a proof that a person is themselves: when it was, and how strong.

Only claims of an ID token count, whose signature is checked. A provider that does not say when the
person signed in there proves nothing, as its session may have been open for days.
"""

import math
import time
from collections.abc import Mapping
from typing import Any, Final

from rontal.accounts.single_sign_on.configuration import ProviderSettings
from rontal.accounts.single_sign_on.tokens import SKEW

PROCESS: Final = "confirm"
"""Process of a request to a provider by which a person who is signed in confirms that."""


def authenticated_at(claims: Mapping[str, Any]) -> float | None:
    """Returns when the person signed in at the provider, in Unix time; None where `auth_time` does
    not say it, or is later than now.
    """
    said = claims.get("auth_time")
    is_number = isinstance(said, int | float) and not isinstance(said, bool)
    if said is None or not is_number or not math.isfinite(said):
        return None
    now = time.time()
    return min(float(said), now) if said <= now + SKEW else None


def is_since(claims: Mapping[str, Any], asked_at: float) -> bool:
    """Returns True where the person signed in at the provider after it was asked."""
    found = authenticated_at(claims)
    return found is not None and found >= asked_at - SKEW


def vouches(claims: Mapping[str, Any], provider: ProviderSettings) -> bool | None:
    """Returns whether the sign-in was as strong as the administrator asks of staff; None where the
    configuration does not ask.
    """
    if not provider.vouches_for_staff:
        return None
    methods = claims.get("amr")
    used = {one for one in methods if isinstance(one, str)} if isinstance(methods, list) else set()
    has_class = not provider.staff_acr or claims.get("acr") in provider.staff_acr
    return has_class and (not provider.staff_amr or bool(used & set(provider.staff_amr)))


def counts(*, vouched: bool | None, is_staff: bool, has_own_proof: bool) -> bool:
    """Returns whether a fresh sign-in at a provider confirms a person, given what `vouches` said.

    Staff with a password or passkey here need a provider of which the administrator has said so.
    """
    if not is_staff:
        return True
    return not has_own_proof if vouched is None else vouched
