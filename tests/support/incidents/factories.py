"""Factories for incidents, which call the services."""

from datetime import timedelta
from itertools import count

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.incidents import services
from rontal.incidents.models import Incident
from rontal.incidents.rules.kinds import NoticedBy, ScopeKind
from rontal.incidents.selectors.drafts import drafts
from rontal.incidents.services.opening import Facts, NewIncident
from rontal.incidents.services.scope import Scope
from rontal.incidents.steps.notice_version import version_of
from tests.support.accounts.factories import staff

NUMBERS = count(1)
HAPPENED = "Kata sandi petugas loket dicuri lewat surel palsu."
HANDLING = "Akun ditutup, sandi diganti."
AGENCY = "lembaga@contoh.example"


def actor(*roles: Role) -> Actor:
    chosen = roles or (Role.OFFICER,)
    return Actor.staff(staff(*chosen).pk, frozenset(chosen))


def incident(by: Actor | None = None, *, hours: float = 2, key: str = "") -> Incident:
    """Returns an incident that was noticed some hours ago."""
    new = NewIncident(
        channel=NoticedBy.LOG,
        noticed_at=clock.now() - timedelta(hours=hours),
        facts=Facts("Ni Luh", HAPPENED, HANDLING),
    )
    key = key or f"incident-{next(NUMBERS)}"
    return services.open_incident(new=new, key=key, actor=by or actor())


def searched(found: Incident, scope: Scope, by: Actor) -> Incident:
    """Chooses a scope and finds the persons."""
    services.choose_scope(incident_id=found.pk, scope=scope, actor=by)
    services.search_persons(incident_id=found.pk)
    found.refresh_from_db()
    return found


def everybody(by: Actor, **changes) -> Incident:
    """Returns an incident with a copy of the whole database."""
    return searched(incident(by, **changes), Scope(ScopeKind.EVERYBODY), by)


def submitted(by: Actor | None = None, *, agency: str = AGENCY, **changes) -> Incident:
    """Returns an incident of the whole database whose drafts wait for confirmation."""
    by = by or actor()
    found = everybody(by, **changes)
    services.save_notices(incident_id=found.pk, texts=drafts(found), agency_email=agency, actor=by)
    return services.submit(incident_id=found.pk, actor=by)


def confirmed(**changes) -> Incident:
    """Returns an incident whose notices are confirmed and queued."""
    found = submitted(**changes)
    services.confirm(incident_id=found.pk, seen=version_of(found), actor=actor(Role.HEAD))
    services.spread_notices(incident_id=found.pk)
    found.refresh_from_db()
    return found
