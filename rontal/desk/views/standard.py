"""Editing the service standard: draft, components, comparison, publication."""

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.accounts.roles import STANDARD_EDITORS
from rontal.core.errors import Invalid, NotFound
from rontal.desk.selectors import standard as shown
from rontal.desk.standard_forms import ComponentPage, HeadForm
from rontal.standard import labels as service_labels
from rontal.standard.publication import selectors, services
from rontal.standard.publication.errors import ChangedMeanwhile, NoDraft
from rontal.standard.publication.rules import LISTS, Part
from rontal.standard.publication.selectors import Version
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of


@access.staff(*STANDARD_EDITORS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Shows the version in force, the draft, and what the draft lacks."""
    draft = selectors.draft()
    context = {
        "in_force": selectors.in_force(),
        "history": selectors.history(),
        "overview": shown.overview(draft) if draft else None,
    }
    return render(request, "desk/standard.html", context)


@access.staff(*STANDARD_EDITORS)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Creates a draft unless there is one."""
    services.start_draft(actor=actor_of(request))
    return redirect("desk:standard")


@access.staff(*STANDARD_EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def component(request: HttpRequest, slug: str) -> HttpResponse:
    """Edits a component of the draft; submitted text is shown again after every error."""
    if slug not in list(Part):
        raise NotFound
    draft = _draft()
    page = ComponentPage(draft[slug], request.POST or None)
    theirs = None
    if request.method == "POST" and page.is_valid():
        try:
            services.save_component(component=page.value(), actor=actor_of(request))
            notes.success(request, _("Saved to the draft."))
            return redirect("desk:standard")
        except Invalid as refused:
            for field, code in refused.fields.items():
                page.mark(field, sentences.of_code(code))
        except ChangedMeanwhile as refused:
            theirs = _draft()[slug]
            page.mark("", sentences.of(refused))
            page.take_revision(theirs.revision)
    context = {
        "page": page,
        "name": service_labels.PARTS[Part(slug)],
        "is_list": slug in LISTS,
        "theirs": shown.plain(theirs) if theirs else "",
    }
    return render(request, "desk/standard_component.html", context)


@access.staff(*STANDARD_EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def decree(request: HttpRequest) -> HttpResponse:
    """Edits the decree, the signatory and the first day in force of the draft."""
    draft = _draft()
    form = HeadForm(request.POST) if request.method == "POST" else HeadForm.of(draft)
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            services.save_head(head=form.value(), revision=revision, actor=actor_of(request))
            notes.success(request, _("Saved to the draft."))
            return redirect("desk:standard")
        except ChangedMeanwhile as refused:
            form.add_error(None, sentences.of(refused))
            form.data = {**dict(form.data.items()), "revision": str(_draft().revision)}
    return render(request, "desk/standard_decree.html", {"form": form})


@access.staff(*STANDARD_EDITORS)
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Shows the word-by-word difference between the draft and the version in force."""
    draft, before = _draft(), selectors.in_force()
    context = {
        "draft": draft,
        "before": before,
        "changes": shown.changes(draft, before) if before else [],
    }
    return render(request, "desk/standard_compare.html", context)


@access.staff(*STANDARD_EDITORS)
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publishes the draft; this cannot be undone."""
    if "sure" not in request.POST:
        notes.warning(request, _("Tick that you have read the draft before you publish it."))
        return redirect("desk:standard")
    try:
        services.publish(number=_posted_number(request), actor=actor_of(request))
        notes.success(request, _("Published. Visitors see it from its start date."))
    except Invalid:
        notes.warning(request, _("Complete what is listed below."))
    return redirect("desk:standard")


@access.staff(*STANDARD_EDITORS)
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Deletes the draft."""
    services.discard_draft(number=_posted_number(request), actor=actor_of(request))
    notes.success(request, _("Draft deleted. The published version stays."))
    return redirect("desk:standard")


def _draft() -> Version:
    return NoDraft.if_none(selectors.draft())


def _posted_number(request: HttpRequest) -> int:
    """Returns the draft number that the page showed; 0, which no draft has, for invalid input."""
    value = request.POST.get("number", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0
