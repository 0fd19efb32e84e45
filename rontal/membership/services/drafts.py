"""Drafts: forms that are stored while they are filled in."""

import errno
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import IO

from django.db import transaction

from rontal.accounts.roles import Role
from rontal.core import clock, sealed_files
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.events import emit
from rontal.core.models import SealedFile
from rontal.membership import events, photos
from rontal.membership.errors import StorageAway, StorageFull
from rontal.membership.models import Draft, OneUseLink, Receipt
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import vouching
from rontal.membership.rules.counter import COUNTER_FIELDS
from rontal.membership.rules.form import FIELDS
from rontal.membership.rules.kinds import LinkPurpose, Slot
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.drafts import COLUMNS, draft_values, photos_of, vouched_values
from rontal.membership.selectors.drafts import draft as find
from rontal.membership.steps.erasing import CLEANER, discard, is_photo_of_corrected_application

MAX_VALUE_LENGTH = 1000
MAX_FRAMEWORK = 80
NEEDED = ("number", "name", "birth_date")
VISITOR = Actor.visitor()
ANSWERS_LAST = timedelta(days=60)


def start_draft(*, language: str) -> Draft:
    """Creates an empty draft; it expires the library's number of days after the last change."""
    return find(Draft.objects.create(language=language, expires_at=_expiry()).pk)


def start_vouched_draft(
    *, said: Mapping[str, str], provider: str, framework: str = "", language: str
) -> Draft:
    """Creates a draft filled with what an identity provider says of a person, by field.

    `provider` is its name for people. Number, name, birth and sex can then not be changed. Raises
    Invalid where number, name or birth date cannot be right.
    """
    day = today()
    values = vouching.form_values(said, today=day)
    lacking = [name for name in NEEDED if name not in values]
    if lacking:
        raise Invalid(dict.fromkeys(lacking, "field_required"))
    fields = tuple(name for name in vouching.FIXED if name in values)
    vouched = vouching.Vouched(provider, day, fields, framework[:MAX_FRAMEWORK])
    _refuse_unstorable(values)
    data = values | vouching.write(vouched)
    return find(Draft.objects.create(language=language, expires_at=_expiry(), data=data).pk)


def start_counter_draft(*, language: str, actor: Actor) -> Draft:
    """Creates an empty draft for a person at the counter; raises NotAllowed."""
    actor.require(Role.CLERK)
    draft = Draft.objects.create(language=language, staff_id=actor.id, expires_at=_expiry())
    return find(draft.pk)


def save_draft(
    *, draft_id: uuid.UUID, changes: Mapping[str, str], step: str = "", language: str = ""
) -> Draft:
    """Stores typed values, valid or not; unknown fields are ignored.

    `step` and `language` (of later mails) change only when they are given. Raises NotFound, and
    Invalid for values that no field could hold. Values for which an identity provider vouches stay.
    """
    _refuse_unstorable(changes)
    with transaction.atomic():
        draft = _lock(draft_id)
        fields = FIELDS if draft.staff_id is None else (*FIELDS, *COUNTER_FIELDS)
        former = draft_values(draft)
        changed = {name: value for name, value in changes.items() if name in fields}
        draft.data = {**former, **changed, **vouched_values(former)}
        draft.step = step or draft.step
        draft.language = language or draft.language
        _touch(draft, "data", "step", "language")
    return find(draft.pk)


def attach_photo(
    *, draft_id: uuid.UUID, slot: str, content: IO[bytes], actor: Actor = VISITOR
) -> Draft:
    """Sanitizes, seals and stores a photo ("card", "face", "extra"); erases the one that it
    replaces.

    Raises NotFound, PhotoRefused or a subclass, StorageFull, StorageAway; the former photo then
    remains.
    """
    find(draft_id)
    place = Slot(slot)
    file = store_photo(photos.clean(content), place)
    try:
        return _set_photo(draft_id, place, file, actor)
    except NotFound:
        sealed_files.erase(file, actor=CLEANER, reason="draft_gone")
        raise


def remove_photo(*, draft_id: uuid.UUID, slot: str) -> Draft:
    """Removes a photo from a draft and erases it; raises NotFound."""
    return _set_photo(draft_id, Slot(slot), None)


def discard_draft(*, draft_id: uuid.UUID) -> None:
    """Deletes a draft that its owner gave up, and erases its photos; raises NotFound."""
    with transaction.atomic():
        discard(_lock(draft_id))


def sweep_drafts() -> int:
    """Deletes expired drafts and erases their photos; returns the number of drafts.

    Old receipts and activation links are deleted, too.
    """
    swept = 0
    _delete_answers()
    for pk in _expired():
        with transaction.atomic():
            rows = Draft.objects.select_for_update(skip_locked=True, of=("self",))
            draft = rows.filter(pk=pk, expires_at__lte=clock.now()).first()
            if draft is not None:
                discard(draft)
                swept += 1
    return swept


def _delete_answers() -> None:
    old = clock.now() - ANSWERS_LAST
    Receipt.objects.filter(made_at__lt=old).delete()
    swept = (LinkPurpose.ACTIVATION, LinkPurpose.GUARDIAN_PAGE)
    links = OneUseLink.objects.filter(purpose__in=swept, expires_at__lt=old)
    links.delete()


def _set_photo(
    draft_id: uuid.UUID, slot: Slot, file: SealedFile | None, actor: Actor = VISITOR
) -> Draft:
    with transaction.atomic():
        draft = _lock(draft_id)
        former = photos_of(draft).get(slot)
        setattr(draft, COLUMNS[slot], file)
        _touch(draft, COLUMNS[slot])
        if former is not None and not is_photo_of_corrected_application(draft, former):
            sealed_files.erase(former, actor=CLEANER, reason="replaced")
        if file is not None:
            data = {"slot": slot.value, "file": str(file.pk)}
            emit(events.PHOTO_ADDED, actor=actor, subject=draft, data=data)
    return draft


def _lock(draft_id: uuid.UUID) -> Draft:
    rows = Draft.objects.select_for_update(no_key=True, of=("self",))
    return NotFound.if_none(rows.filter(pk=draft_id, expires_at__gt=clock.now()).first())


def _touch(draft: Draft, *columns: str) -> None:
    draft.updated_at = clock.now()
    draft.expires_at = _expiry()
    draft.save(update_fields=[*columns, "updated_at", "expires_at"])


def _expired() -> Iterator[uuid.UUID]:
    rows = Draft.objects.filter(expires_at__lte=clock.now()).order_by("expires_at")
    return rows.values_list("pk", flat=True).iterator()


def _expiry() -> datetime:
    return clock.now() + timedelta(days=MembershipPolicies.current().draft_days)


def _refuse_unstorable(values: Mapping[str, str]) -> None:
    faults = {
        name: "field_too_long" for name, value in values.items() if len(value) > MAX_VALUE_LENGTH
    }
    faults |= {name: "field_hidden_characters" for name, value in values.items() if _unfit(value)}
    if faults:
        raise Invalid(faults)


def _unfit(value: str) -> bool:
    """Returns True for NUL and lone surrogates, which PostgreSQL or UTF-8 cannot store."""
    return "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value)


_DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


def store_photo(photo: photos.Photo, slot: Slot) -> SealedFile:
    """Seals a sanitized photo into the storage; raises StorageFull, StorageAway."""
    try:
        return sealed_files.store(
            photo.content, purpose=f"application_{slot.value}", content_type=photos.CONTENT_TYPE
        )
    except OSError as error:
        raise (StorageFull if error.errno in _DISK_FULL else StorageAway) from error
