"""Writing reply templates, for heads of service and administrators, and recording their use."""

from django.db import models, transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.events import emit
from rontal.standard import events
from rontal.standard.replies.errors import ReplyChangedMeanwhile
from rontal.standard.replies.models import ReplyTemplate, ReplyUse, ReplyVersion
from rontal.standard.replies.rules import Reply, faults
from rontal.standard.replies.selectors import about

EDITORS = ("head", "administrator")
"""Values of `accounts.roles.Role`, which this app must not import."""


def add_reply(*, reply: Reply, actor: Actor) -> ReplyTemplate:
    """Creates a template; raises NotAllowed, Invalid (field → code)."""
    _require_sound(reply, actor)
    with transaction.atomic():
        template = ReplyTemplate.objects.create(kind=reply.kind)
        _write(template, reply, actor)
        emit(events.REPLY_ADDED, actor=actor, subject=template, data={"kind": reply.kind.value})
    return template


def change_reply(*, template_id: int, reply: Reply, number: int, actor: Actor) -> ReplyTemplate:
    """Saves a new version of a template that was read at version `number`; its kind cannot change.

    Saving the same content again creates no version. Raises NotAllowed, NotFound, Invalid,
    ReplyChangedMeanwhile.
    """
    _require_sound(reply, actor)
    with transaction.atomic():
        template = _lock(template_id)
        if template.kind != reply.kind:
            raise Invalid({"kind": "reply_kind_stays"})
        if template.version != number:
            raise ReplyChangedMeanwhile
        if not _is_unchanged(template, reply):
            template.version = number + 1
            template.save(update_fields=["version"])
            _write(template, reply, actor)
            data = {"number": template.version}
            emit(events.REPLY_CHANGED, actor=actor, subject=template, data=data)
    return template


def retire_reply(*, template_id: int, actor: Actor) -> None:
    """Retires a template; a second call changes nothing. Raises NotAllowed, NotFound."""
    actor.require(*EDITORS)
    with transaction.atomic():
        template = _lock(template_id)
        if template.retired_at is None:
            template.retired_at = clock.now()
            template.save(update_fields=["retired_at"])
            emit(events.REPLY_RETIRED, actor=actor, subject=template)


def restore_reply(*, template_id: int, actor: Actor) -> None:
    """Restores a retired template; a second call changes nothing. Raises NotAllowed, NotFound."""
    actor.require(*EDITORS)
    with transaction.atomic():
        template = _lock(template_id)
        if template.retired_at is not None:
            template.retired_at = None
            template.save(update_fields=["retired_at"])
            emit(events.REPLY_RESTORED, actor=actor, subject=template)


def record_template_use(*, version_id: int | None, subject: models.Model) -> None:
    """Records in the caller's transaction that a reply about `subject` started with this version;
    does nothing for None or an unknown version.
    """
    if version_id is not None and ReplyVersion.objects.filter(pk=version_id).exists():
        ReplyUse.objects.create(version_id=version_id, about=about(subject))


def _lock(template_id: int) -> ReplyTemplate:
    return NotFound.if_none(
        ReplyTemplate.objects.select_for_update(no_key=True).filter(pk=template_id).first()
    )


def _write(template: ReplyTemplate, reply: Reply, actor: Actor) -> None:
    ReplyVersion.objects.create(
        template=template,
        number=template.version,
        name=reply.name.strip(),
        reasons=list(reply.reasons),
        words=reply.words.strip(),
        words_en=reply.words_en.strip(),
        place=reply.place,
        saved_by=actor.id,
    )


def _is_unchanged(template: ReplyTemplate, reply: Reply) -> bool:
    return ReplyVersion.objects.filter(
        template=template,
        number=template.version,
        name=reply.name.strip(),
        reasons=list(reply.reasons),
        words=reply.words.strip(),
        words_en=reply.words_en.strip(),
        place=reply.place,
    ).exists()


def _require_sound(reply: Reply, actor: Actor) -> None:
    actor.require(*EDITORS)
    if errors := faults(reply):
        raise Invalid(errors)
