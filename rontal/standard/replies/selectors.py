"""Queries about reply templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce

from rontal.core import clock
from rontal.core.errors import NotFound
from rontal.standard.replies.models import ReplyUse, ReplyVersion
from rontal.standard.replies.rules import Reply, ReplyKind

COUNTED_DAYS = 180
"""Number of days for which uses are counted; older ones say little about the present."""


@dataclass(frozen=True)
class TemplateVersion:
    """Version of a template; `uses` counts the last half year."""

    template_id: int
    version_id: int
    number: int
    reply: Reply
    saved_at: datetime
    saved_by: int | None = None
    retired_at: datetime | None = None
    uses: int = 0


def offered(*kinds: ReplyKind) -> list[TemplateVersion]:
    """Returns the templates that are offered for these kinds, the most used first. One query."""
    rows = _newest(F("used").desc(), "place", "name", "pk")
    return _template_versions(rows.filter(template__retired_at=None, template__kind__in=kinds))


def all_templates() -> list[TemplateVersion]:
    """Returns every template in its newest version, by kind; retired ones last. One query."""
    retired = F("template__retired_at").asc(nulls_first=True)
    return _template_versions(_newest(retired, "template__kind", "place", "name", "pk"))


def template(template_id: int) -> TemplateVersion:
    """Returns one template in its newest version; raises NotFound."""
    rows = _template_versions(_newest().filter(template_id=template_id))
    if not rows:
        raise NotFound
    return rows[0]


def versions(template_id: int) -> list[TemplateVersion]:
    """Returns the versions of a template, the newest first; `uses` counts all uses. One query."""
    rows = ReplyVersion.objects.filter(template_id=template_id).annotate(used=Count("uses"))
    return _template_versions(rows.select_related("template").order_by("-number"))


def offered_version(version_id: str, kind: ReplyKind) -> TemplateVersion | None:
    """Returns the version with this id (as posted by a form) if it is of this kind; else None."""
    if not (version_id.isascii() and version_id.isdigit() and len(version_id) < 18):
        return None
    rows = ReplyVersion.objects.filter(pk=int(version_id), template__kind=kind)
    matching = _template_versions(rows.annotate(used=Count("uses")).select_related("template"))
    return matching[0] if matching else None


def about(subject: models.Model) -> str:
    """Returns the value of `ReplyUse.about` for an object, as `app.model:pk`."""
    return f"{subject._meta.label_lower}:{subject.pk}"


def used_about(subject: models.Model) -> TemplateVersion | None:
    """Returns the version that the newest reply about `subject` started with; None if there is
    none. One query.
    """
    newest = (
        ReplyUse.objects.filter(about=about(subject)).order_by("-at", "-pk").values("version")[:1]
    )
    rows = ReplyVersion.objects.filter(pk=Subquery(newest)).annotate(used=Count("uses"))
    matching = _template_versions(rows.select_related("template"))
    return matching[0] if matching else None


def _newest(*order: str | OrderBy) -> QuerySet[ReplyVersion]:
    since = clock.now() - timedelta(days=COUNTED_DAYS)
    uses = ReplyUse.objects.filter(version__template=OuterRef("template"), at__gte=since)
    counted = uses.order_by().values("version__template").annotate(number=Count("pk"))
    rows = ReplyVersion.objects.filter(number=F("template__version"))
    used = Coalesce(Subquery(counted.values("number")), 0)
    return rows.select_related("template").annotate(used=used).order_by(*order)


def _template_versions(rows: Iterable[ReplyVersion]) -> list[TemplateVersion]:
    return [
        TemplateVersion(
            template_id=row.template_id,
            version_id=row.pk,
            number=row.number,
            reply=Reply(
                kind=ReplyKind(row.template.kind),
                name=row.name,
                reasons=tuple(row.reasons),
                words=row.words,
                words_en=row.words_en,
                place=row.place,
            ),
            saved_at=row.saved_at,
            saved_by=row.saved_by,
            retired_at=row.template.retired_at,
            uses=getattr(row, "used", 0),
        )
        for row in rows
    ]
