"""Authorities (people, bodies, subjects, series): listed, renamed, merged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.accounts.roles import TITLE_READERS, Role
from rontal.catalogue import services
from rontal.core.actors import Actor
from rontal.core.errors import DomainError, NotAllowed, NotFound
from rontal.desk.collection import selectors
from rontal.desk.collection.forms import AgentForm, SeriesForm, SubjectForm
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of
from rontal.ui.responses import perform, render_form

MAX_LENGTH = 100
OTHERS = 12


@dataclass(frozen=True)
class _Named:
    """Callables, URL names and labels for a kind of authority that has only a name."""

    form: type[SubjectForm] | type[SeriesForm]
    find: Callable[[int, Actor], Any]
    rename: Callable[[int, str, Actor], object]
    count: Callable[[list[int]], Mapping[int, int]]
    others: Callable[..., Any]
    page: str
    list: str
    join: str
    filter: str
    singular: str | Promise
    plural: str | Promise
    heading: str | Promise
    none: str | Promise


_SUBJECT: Final = _Named(
    SubjectForm,
    selectors.subject,
    lambda pk, name, actor: services.rename_subject(subject_id=pk, name=name, actor=actor),
    selectors.subject_counts,
    selectors.subjects,
    page="desk:subject",
    list="desk:subjects",
    join="desk:subject_join",
    filter="subjek",
    singular=pgettext_lazy("titles", "Subject"),
    plural=gettext_lazy("Subjects"),
    heading=gettext_lazy("The name of the subject"),
    none=gettext_lazy("No subjects with this name. Subjects are added with titles."),
)
_SERIES: Final = _Named(
    SeriesForm,
    selectors.series,
    lambda pk, name, actor: services.rename_series(series_id=pk, name=name, actor=actor),
    selectors.series_counts,
    selectors.series_list,
    page="desk:series",
    list="desk:series_list",
    join="desk:series_join",
    filter="seri",
    singular=gettext_lazy("Series"),
    plural=gettext_lazy("Series"),
    heading=gettext_lazy("The name of the series"),
    none=gettext_lazy("No series with this name. Series are added with titles."),
)


@access.staff(*TITLE_READERS)
@require_safe
def agents(request: HttpRequest) -> HttpResponse:
    """Lists people and bodies."""
    context = _list_context(request, selectors.agents, selectors.agent_counts)
    return render(request, "desk/collection/agents.html", context)


@access.staff(*TITLE_READERS)
@require_safe
def subjects(request: HttpRequest) -> HttpResponse:
    return _named_list(request, _SUBJECT)


@access.staff(*TITLE_READERS)
@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    return _named_list(request, _SERIES)


@access.staff(*TITLE_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def agent(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows and renames a person or body, and lists candidates to merge into it."""
    actor = actor_of(request)
    authority = selectors.agent(pk, actor)
    first = {name: getattr(authority, name) for name in ("name", "sort_name", "dates", "kind")}
    form = AgentForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        act = _run(form, lambda: services.rename_agent(agent_id=pk, actor=actor, **form.values))
        if act:
            messages.success(request, _("Name changed in all titles."))
            return redirect("desk:agent", pk)
    counts = selectors.agent_counts([authority.pk])
    others = _candidates(selectors.agents, _search_text(request), authority.pk, actor)
    context = {
        "one": authority,
        "number": counts.get(authority.pk, 0),
        "form": form,
        "others": others,
    }
    return _render(request, "desk/collection/agent.html", context)


@access.staff(*TITLE_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def subject(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows and renames a subject, and lists candidates to merge into it."""
    return _show_named(request, pk, _SUBJECT)


@access.staff(*TITLE_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows and renames a series, and lists candidates to merge into it."""
    return _show_named(request, pk, _SERIES)


@access.staff(Role.LIBRARIAN)
@require_POST
def join_agents(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Merges the other person or body into this one, with its titles."""
    return _join(request, services.join_agents, "desk:agent", pk, other)


@access.staff(Role.LIBRARIAN)
@require_POST
def join_subjects(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Merges the other subject into this one, with its titles."""
    return _join(request, services.join_subjects, "desk:subject", pk, other)


@access.staff(Role.LIBRARIAN)
@require_POST
def join_series(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Merges the other series into this one, with its titles."""
    return _join(request, services.join_series, "desk:series", pk, other)


def _list_context(
    request: HttpRequest, find: Callable[..., Any], count: Callable[[list[int]], Mapping[int, int]]
) -> dict[str, Any]:
    text = _search_text(request)
    page = find(text, request.GET.get("halaman", "1"), actor_of(request))
    counts = count([one.pk for one in page.object_list])
    listed = [(one, counts.get(one.pk, 0)) for one in page.object_list]
    return {"page": page, "listed": listed, "search": text}


def _named_list(request: HttpRequest, kind: _Named) -> HttpResponse:
    context = _list_context(request, kind.others, kind.count) | {"kind": kind}
    return render(request, "desk/collection/named_list.html", context)


def _show_named(request: HttpRequest, pk: int, kind: _Named) -> HttpResponse:
    actor = actor_of(request)
    authority = kind.find(pk, actor)
    posted = request.POST if request.method == "POST" else None
    form = kind.form(posted, initial={"name": authority.name})
    if posted is not None and form.is_valid():
        name = form.cleaned_data["name"]
        if _run(form, lambda: kind.rename(pk, name, actor)):
            messages.success(request, _("Name changed in all titles."))
            return redirect(kind.page, pk)
    number = kind.count([authority.pk]).get(authority.pk, 0)
    others = _candidates(kind.others, _search_text(request), authority.pk, actor)
    context = {"kind": kind, "one": authority, "number": number, "form": form, "others": others}
    return _render(request, "desk/collection/named.html", context)


def _join(
    request: HttpRequest, act: Callable[..., Any], page: str, pk: int, other: int
) -> HttpResponse:
    perform(
        request,
        lambda: act(stays_id=pk, goes_id=other, actor=actor_of(request)),
        _("The two names are merged. The other name still leads here."),
    )
    return redirect(page, pk)


def _run(form: Any, act: Callable[[], object]) -> bool:
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        form.add_error("name", sentences.of(error))
        return False
    return True


def _candidates(find: Callable[..., Any], text: str, pk: int, actor: Actor) -> list[Any]:
    """Returns up to 12 candidates to merge whose name matches the search text."""
    if not text:
        return []
    return [one for one in find(text, "1", actor).object_list if one.pk != pk][:OTHERS]


def _render(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    context["writes"] = actor_of(request).has_any(Role.LIBRARIAN)
    context["search"] = _search_text(request)
    return render_form(request, template, context)


def _search_text(request: HttpRequest) -> str:
    return " ".join(request.GET.get("cari", "").replace("\x00", "").split())[:MAX_LENGTH]
