"""Factories for imports in various states, which call the services."""

import io

from rontal.accounts.roles import Role
from rontal.accounts.selectors import actor_of
from rontal.core.actors import Actor
from rontal.membership.importing import services
from rontal.membership.importing.layout import names_of
from rontal.membership.importing.models import Import
from rontal.membership.importing.selectors import layout_of
from tests.support.accounts.factories import staff


def head() -> Actor:
    """Creates a head of service, who may import members; returns the actor."""
    return actor_of(staff(Role.HEAD))


def started(content: str | bytes, *, actor: Actor | None = None, name: str = "a.csv") -> Import:
    """Creates an import in state MAPPING."""
    raw = content.encode() if isinstance(content, str) else content
    return services.start_import(content=io.BytesIO(raw), file_name=name, actor=actor or head())


def checking(content: str | bytes, *, lenient: bool = False, actor: Actor | None = None) -> Import:
    """Creates an import whose dry run was started, with the columns as recognized."""
    actor = actor or head()
    run = started(content, actor=actor)
    return services.check_import(
        import_id=run.pk,
        fields=names_of(layout_of(run).fields),
        lenient=lenient,
        actor=actor,
    )


def checked(content: str | bytes, *, lenient: bool = False, actor: Actor | None = None) -> Import:
    """Creates an import whose dry run is over."""
    run = checking(content, lenient=lenient, actor=actor)
    services.check_rows(import_id=run.pk)
    return Import.objects.get(pk=run.pk)


def done(content: str | bytes, *, lenient: bool = False, actor: Actor | None = None) -> Import:
    """Creates an import that is done."""
    actor = actor or head()
    run = checked(content, lenient=lenient, actor=actor)
    services.begin_import(import_id=run.pk, actor=actor)
    services.take_rows(import_id=run.pk)
    return Import.objects.get(pk=run.pk)
