"""Keyed hashes of persons' identity numbers, under every hash key.

A row is written with the hash under the active key; while keys are rotated, rows of the same person
may have another one. Persons are therefore looked up and locked by all their hashes.
"""

from collections.abc import Iterable

from rontal.core import sealing
from rontal.core.errors import SealBroken
from rontal.membership.models import Application
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.selectors.opened_details import form_of

PURPOSE = "nik"


def person_hashes(form: ApplicationForm) -> list[bytes]:
    """Returns the hashes of a person's identity number, the active key's first."""
    return sealing.keyed_hashes(form.identity, purpose=PURPOSE)


def hashes_of(application: Application) -> list[bytes]:
    """Returns the hashes of the person of an application, the stored one first; none where the
    identity is not known.

    With one hash key the details stay sealed.
    """
    stored = bytes(application.nik_hash)
    if not stored or len(sealing.hash_keys()) == 1:
        return [stored] if stored else []
    return [stored, *(one for one in plain_hashes(application) if one != stored)]


def plain_hashes(application: Application) -> list[bytes]:
    """Returns the hashes, under every key, of the identity that an application's stored hash is
    of, the active key's first; none where no key or value matches it.
    """
    stored = bytes(application.nik_hash)
    try:
        found = [sealing.keyed_hashes(one, purpose=PURPOSE) for one in _identities(application)]
    except SealBroken:
        return []
    return next((hashes for hashes in found if stored in hashes), [])


def possible_hashes(application: Application) -> list[bytes]:
    """Returns every hash that an application may have: one of them is stored, unless its key is
    not here. Raises SealBroken.
    """
    return all_hashes(_identities(application))


def _identities(application: Application) -> list[str]:
    """Returns what the stored hash may be of: imported rows have that of the number alone."""
    form = form_of(application)
    return [form.identity, form.number] if form.number else []


def all_hashes(values: Iterable[str]) -> list[bytes]:
    """Returns the hashes of several identities under every key."""
    return [one for value in values for one in sealing.keyed_hashes(value, purpose=PURPOSE)]
