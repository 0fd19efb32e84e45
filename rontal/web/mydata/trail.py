"""Lines of the trail: who looked at a person's data, by role, and what for. No names, no notes."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db.models import QuerySet

from rontal.accounts.labels import ROLES
from rontal.accounts.models import User
from rontal.core.actors import ActorKind
from rontal.core.models import Event
from rontal.data_requests.models import DataRequest
from rontal.data_requests.selectors import follow
from rontal.membership.models import Application, Member
from rontal.membership.selectors.drafts import photo_ids
from rontal.privacy.access_events import ACCESS_TEXTS
from rontal.privacy.events import EXPORTED
from rontal.privacy.labels import OWN_EXPORT
from rontal.privacy.selectors import data_access
from rontal.privacy.trail import TrailFilter, trail_of
from rontal.web.mydata.access_log import AccessLine, line_of

SEVERAL: Final = " · "


def own_trail(
    application: Application,
    member: Member | None,
    requests: Iterable[DataRequest],
    only: TrailFilter | None,
) -> QuerySet[Event]:
    """Returns the events of accesses to a person's data, newest first."""
    subjects = [application, *([member] if member else []), *requests]
    photos = photo_ids(application)
    return trail_of(subjects, photos, since=application.submitted_at, only=only)


def requests_of(application: Application) -> list[DataRequest]:
    """Returns the requests about personal data that concern the account, whoever entered them."""
    return follow.requests_about(application.user_id or 0)


def lines_of(events: Iterable[Event]) -> list[AccessLine]:
    """Returns the events as texts. One query, for the roles of the staff, as they are now."""
    rows = list(events)
    roles = _roles({event.actor_id for event in rows if event.actor_kind == ActorKind.STAFF})
    return [_line(event, roles) for event in rows]


def openings_of(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Returns the events as codes, for the JSON copy: the same lines as `lines_of`. One query, for
    the roles of the staff, as they are now.
    """
    rows = list(events)
    roles = _role_codes({event.actor_id for event in rows if event.actor_kind == ActorKind.STAFF})
    return [_opening(event, roles.get(event.actor_id, [])) for event in rows]


def _opening(event: Event, roles: list[str]) -> dict[str, Any]:
    access = data_access(event)
    is_named = event.name == EXPORTED or event.name in ACCESS_TEXTS
    what = event.name if is_named else access.purpose or "details"
    return {
        "at": access.at,
        "by": access.by,
        "roles": sorted(roles),
        "what": what,
        "reason": access.reason,
    }


def _line(event: Event, roles: Mapping[int | None, str]) -> AccessLine:
    texts = OWN_EXPORT if event.name == EXPORTED else ACCESS_TEXTS.get(event.name)
    line = line_of(data_access(event))
    what, why = (texts.what, texts.why) if texts else (line.what, line.why)
    return AccessLine(at=event.at, who=roles.get(event.actor_id) or line.who, what=what, why=why)


def _roles(ids: set[int | None]) -> dict[int | None, str]:
    return {
        pk: SEVERAL.join(str(label) for role, label in ROLES.items() if role in held)
        for pk, held in _role_codes(ids).items()
    }


def _role_codes(ids: set[int | None]) -> dict[int | None, list[str]]:
    rows = User.objects.filter(pk__in=[pk for pk in ids if pk]).exclude(roles=[])
    return dict(rows.values_list("pk", "roles"))
