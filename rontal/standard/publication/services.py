"""Writing and publishing the service standard; for heads of service and administrators."""

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid
from rontal.core.events import Scalar, emit
from rontal.core.statements import BATCH
from rontal.core.transitions import move
from rontal.standard import events
from rontal.standard.publication import rules, selectors
from rontal.standard.publication.errors import ChangedMeanwhile, NoDraft
from rontal.standard.publication.models import StandardComponent, StandardVersion
from rontal.standard.publication.rules import Component, Head, to_rows
from rontal.standard.states import STANDARD_TRANSITIONS, StandardState

EDITORS = ("head", "administrator")
"""Values of `accounts.roles.Role`, which this app must not import."""
LENGTHS = {"decree_number": 80, "signatory_name": 120, "signatory_office": 120}


def start_draft(*, actor: Actor) -> int:
    """Returns the number of the draft; creates it from the newest version when there is none.

    The first draft starts with the default text. Raises NotAllowed.
    """
    actor.require_or_system(*EDITORS)
    existing = selectors.draft()
    if existing is not None:
        return existing.number
    try:
        with transaction.atomic():
            return _begin(actor)
    except IntegrityError:  # Another request created a draft at the same moment.
        existing = selectors.draft()
        if existing is None:
            raise
        return existing.number


def save_component(*, component: Component, actor: Actor) -> None:
    """Saves one component of the draft, which was read at `component.revision`.

    Raises NotAllowed, Invalid (field or `rows-<n>` → code), NoDraft, and ChangedMeanwhile when
    another person has saved it since.
    """
    actor.require_or_system(*EDITORS)
    if errors := rules.faults(component):
        raise Invalid(errors)
    with transaction.atomic():
        version = _lock_draft()
        rows = StandardComponent.objects.filter(version=version, part=component.part)
        changed = rows.filter(revision=component.revision).update(
            text=component.text,
            text_en=component.text_en,
            rows=to_rows(component),
            revision=F("revision") + 1,
        )
        _require_saved(version, component.part.value, bool(changed), actor)


def save_head(*, head: Head, revision: int, actor: Actor) -> None:
    """Saves decree, signatory and date in force of the draft; all of them may still be empty.

    Raises NotAllowed, Invalid, NoDraft, ChangedMeanwhile.
    """
    actor.require_or_system(*EDITORS)
    long = {
        name: "standard_too_long"
        for name, most in LENGTHS.items()
        if len(getattr(head, name)) > most
    }
    if long:
        raise Invalid(long)
    with transaction.atomic():
        version = _lock_draft()
        rows = StandardVersion.objects.filter(pk=version.pk, revision=revision)
        changed = rows.update(
            decree_number=head.decree_number,
            decree_date=head.decree_date,
            in_force_from=head.in_force_from,
            signatory_name=head.signatory_name,
            signatory_office=head.signatory_office,
            revision=F("revision") + 1,
        )
        _require_saved(version, "head", bool(changed), actor)


def publish(*, number: int, actor: Actor) -> None:
    """Publishes the draft with this number; from then on it cannot be changed.

    Raises NotAllowed, NoDraft, and Invalid with everything that is missing: number, date or
    signatory of the decree, empty components, a time of the decision that differs from the policy.
    """
    actor.require_or_system(*EDITORS)
    with transaction.atomic():
        version = _lock_draft()
        draft = selectors.draft()
        if version.number != number or draft is None:
            raise NoDraft
        if errors := selectors.publication_obstacles(draft):
            raise Invalid(errors)
        move(
            version,
            StandardState.PUBLISHED,
            table=STANDARD_TRANSITIONS,
            published_at=clock.now(),
        )
        emit(events.PUBLISHED, actor=actor, subject=version, data={"number": number})
        selectors.clear_time_cache()
        transaction.on_commit(selectors.clear_time_cache)


def discard_draft(*, number: int, actor: Actor) -> None:
    """Deletes the draft with this number; raises NotAllowed, NoDraft."""
    actor.require_or_system(*EDITORS)
    with transaction.atomic():
        version = _lock_draft()
        if version.number != number:
            raise NoDraft
        data = {"number": number}
        emit(events.DRAFT_DISCARDED, actor=actor, subject=version, data=data)
        version.delete()


def _begin(actor: Actor) -> int:
    newest = StandardVersion.objects.aggregate(newest=Max("number"))["newest"]
    source = selectors.published(newest) if newest else selectors.proposal()
    version = StandardVersion(
        number=(newest or 0) + 1,
        decree_number="" if newest else source.head.decree_number,
        signatory_name=source.head.signatory_name,
        signatory_office=source.head.signatory_office,
    )
    version.save(force_insert=True)
    StandardComponent.objects.bulk_create(
        [
            StandardComponent(
                version=version,
                part=part,
                text=one.text,
                text_en=one.text_en,
                rows=to_rows(one),
            )
            for part, one in source.components.items()
        ],
        batch_size=BATCH,
    )
    emit(events.DRAFT_STARTED, actor=actor, subject=version, data={"number": version.number})
    return version.number


def _lock_draft() -> StandardVersion:
    rows = StandardVersion.objects.select_for_update(of=("self",))
    return NoDraft.if_none(rows.filter(state=StandardState.DRAFT).first())


def _require_saved(version: StandardVersion, part: str, changed: bool, actor: Actor) -> None:
    if not changed:
        raise ChangedMeanwhile
    data: dict[str, Scalar] = {"number": version.number, "part": part}
    emit(events.DRAFT_CHANGED, actor=actor, subject=version, data=data)
