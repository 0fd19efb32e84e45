"""Template tags of the staff desk."""

from datetime import timedelta
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rontal.accounts import roles
from rontal.accounts.roles import Role
from rontal.core.events import event_label
from rontal.desk import labels, view_labels
from rontal.desk.selectors.filters import Filters
from rontal.desk.selectors.views import View
from rontal.ui.middleware import actor_of
from rontal.ui.sentences import verification as sentences
from rontal.ui.templatetags.ui import icon
from rontal.verification.rules import Outcome

register = template.Library()
register.filter("event_label", event_label)
PAGES = (
    ("desk:start", gettext_noop("Applications"), roles.CASE_READERS),
    ("desk:counter", gettext_noop("Counter"), (Role.CLERK,)),
    ("desk:members", gettext_noop("Members"), roles.MEMBER_EDITORS),
    ("desk:tickets", gettext_noop("Complaints"), roles.TICKET_HANDLERS),
    ("desk:report", gettext_noop("Reports"), roles.REPORT_READERS),
    ("desk:data_requests", gettext_noop("Data requests"), roles.DATA_REQUEST_HANDLERS),
    ("desk:incidents", gettext_noop("Incidents"), roles.INCIDENT_HANDLERS),
    ("desk:standard", gettext_noop("Standard"), roles.STANDARD_EDITORS),
    ("desk:collection", gettext_noop("Collection"), roles.TITLE_READERS),
    ("desk:replies", gettext_noop("Templates"), roles.REPLY_EDITORS),
    ("desk:calendar", gettext_noop("Calendar"), roles.CALENDAR_EDITORS),
    ("desk:survey", gettext_noop("Survey"), roles.SURVEY_READERS),
    ("desk:member_imports", gettext_noop("Import"), roles.MEMBER_IMPORTERS),
    ("desk:messages", gettext_noop("Messages"), (Role.ADMINISTRATOR, Role.HEAD)),
    ("desk:retention", gettext_noop("Retention"), roles.RETENTION_READERS),
    ("desk:jobs", gettext_noop("Jobs"), (Role.ADMINISTRATOR,)),
    ("desk:staff", gettext_noop("Staff"), (Role.ADMINISTRATOR,)),
    ("desk:app", gettext_noop("App"), (Role.ADMINISTRATOR,)),
    ("desk:processing", gettext_noop("Personal data"), roles.PRIVACY_OFFICERS),
    ("desk:events", gettext_noop("Audit"), roles.AUDITORS),
)
IN_LINE = 5  # the pages used daily; the others are listed under "More"


@register.inclusion_tag("desk/parts/nav.html", takes_context=True)
def desk_nav(context: Any) -> dict[str, Any]:
    """Renders the navigation of the desk pages that the role may open; none for a single page.

    The first `IN_LINE` pages are shown in a row, the others under "More". The current page is
    the one with the longest matching path; applications and photo pairs belong to the first
    page, imports of titles to the collection.
    """
    request = context["request"]
    actor = actor_of(request)
    paths = [reverse(name) for name, _label, _roles in PAGES]
    address = request.path
    if address.startswith(reverse("desk:title_imports")):
        address = reverse("desk:collection")
    here = max((path for path in paths if address.startswith(path)), key=len)
    pages = [
        {
            "path": path,
            "label": _(label),
            "current": "page" if request.path == path else "true" if path == here else "",
        }
        for path, (_name, label, allowed) in zip(paths, PAGES, strict=True)
        if actor.has_any(*allowed)
    ]
    if len(pages) <= IN_LINE + 1:
        return {"pages": pages if len(pages) > 1 else []}
    more = pages[IN_LINE:]
    within = next((page["label"] for page in more if page["current"]), "")
    return {"pages": pages[:IN_LINE], "more": more, "within": within}


@register.filter
def word(code: str, words: str) -> str:
    """Returns the label of a code, `{{ application.state|word:"STATES" }}`, or the code itself."""
    return str(getattr(labels, words).get(code, code))


@register.inclusion_tag("ui/parts/state.html")
def state_of(code: str, words: str, styles: str) -> dict[str, Any]:
    """Renders a code as a coloured label with an icon."""
    kind, drawing = getattr(labels, styles).get(code, ("", ""))
    text = getattr(labels, words).get(code, code)
    return {"text": text, "kind": kind, "drawing": drawing}


@register.simple_tag
def looks_of(code: str, styles: str) -> SafeString:
    """Returns only the icon of a code, for use beside its label."""
    return icon(getattr(labels, styles).get(code, ("", "info"))[1])


@register.simple_tag
def view_name(view: View | None, filters: Filters) -> str:
    """Returns the name of a view, or the label of the shelf where it has none."""
    if view is None:
        return str(labels.SHELVES[filters.shelf])
    return view.name or str(view_labels.VIEWS[view.code])


@register.filter
def time_left(left: timedelta) -> str:
    """Returns working time as text."""
    return labels.time_left(left)


@register.simple_tag
def said(outcome: Outcome) -> str:
    """Returns the sentence of a finding."""
    return sentences.finding(outcome.code, outcome.evidence)


@register.simple_tag
def advised(outcome: Outcome) -> str:
    """Returns the advice for a finding, or ""."""
    return sentences.advice(outcome.code, outcome.evidence)
