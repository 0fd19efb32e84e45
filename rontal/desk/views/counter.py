"""Registration at the counter: form, review, and a printed receipt."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.roles import Role
from rontal.core.errors import DomainError, Invalid
from rontal.desk.counter_forms import CounterForm, CounterPhotos
from rontal.desk.views import counter_photos as photos
from rontal.membership import selectors as membership
from rontal.membership import services as applications
from rontal.membership.errors import AlreadyApplied, AlreadyMember
from rontal.membership.models import Draft
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import form as forms
from rontal.membership.rules.counter import noted
from rontal.membership.rules.validation import missing_photos
from rontal.membership.selectors.counter import registered_here, registered_person
from rontal.membership.selectors.drafts import photos_of
from rontal.membership.services.openings import record_identity_search
from rontal.standard.selectors import library
from rontal.ui import access, sentences
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import needs_photo_proof
from rontal.ui.registration.photo_results import photo_results_of
from rontal.ui.registration.photos import takes_photos
from rontal.ui.registration.prefill import (
    OFFERED,
    PERSON,
    Prefilled,
    mark_unchanged_values,
    prefilled,
)


@access.staff(Role.CLERK)
@private
def start(request: HttpRequest) -> HttpResponse:
    """Lists begun registrations and paper forms (GET), or starts a registration (POST)."""
    actor = actor_of(request)
    if request.method == "POST":
        draft = applications.start_counter_draft(language=get_language() or "id", actor=actor)
        return redirect("desk:counter_form", pk=draft.pk)
    return render(request, "desk/counter/start.html", {"begun": membership.begun_at_counter(actor)})


@access.staff(Role.CLERK)
@takes_photos
@private
@needs_photo_proof
def form(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Shows the form, prefilled from the card (GET), or saves it (POST).

    POST saves the draft first, then redirects to the review or shows the errors.
    """
    draft = membership.counter_draft(pk, actor_of(request))
    if request.method != "POST":
        return _render_form(
            request, draft, prefilled(draft, CounterForm, request.GET.get(PERSON, ""))
        )
    pictures = _take_photos(request, draft)
    draft = membership.counter_draft(pk, actor_of(request))
    filled = _posted_form(request, draft)
    draft = applications.save_draft(
        draft_id=pk, changes=filled.typed(), language=_language(request)
    )
    if "regions" in request.POST:
        return redirect(f"{request.get_full_path()}#id_regency")
    if filled.is_valid() and not pictures.errors and "again" not in request.POST:
        return redirect("desk:counter_review", pk=pk)
    mark_unchanged_values(draft, filled, request.POST.getlist(OFFERED))
    return _render_form(request, draft, Prefilled(filled), pictures)


@access.staff(Role.CLERK)
@private
@require_POST
def autosave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Saves what has been typed so far; answers 204, or 422 for values that no field can store.

    Values prefilled from the card that the clerk has not touched are not saved.
    """
    draft = membership.counter_draft(pk, actor_of(request))
    offered = request.POST.getlist(OFFERED)
    typed = CounterForm(membership.draft_values(draft), request.POST).typed()
    changes = {name: text for name, text in typed.items() if name not in offered}
    try:
        applications.save_draft(draft_id=pk, changes=changes)
    except Invalid:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


@access.staff(Role.CLERK)
@private
@needs_photo_proof
@require_safe
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Shows the registration for a final check, and whether the person is already known."""
    draft = membership.counter_draft(pk, actor_of(request))
    if membership.counter_faults(draft):
        return redirect("desk:counter_form", pk=pk)
    values = membership.draft_values(draft)
    filled, notes = forms.read(values), noted(values)
    member, application = registered_person(filled)
    found = {one.application_id for one in [member] if one} | {
        one.pk for one in [application] if one
    }
    if found:
        record_identity_search(application_ids=found, actor=actor_of(request))
    context = {
        "draft": draft,
        "form": filled,
        "noted": notes,
        "child": forms.is_child(filled, membership.today()),
        "in_person": notes.in_person or not filled.email,
        "photos": [photos.preview_path(draft, slot) for slot in photos_of(draft)],
        "member": member,
        "application": application,
        "four_eyes": MembershipPolicies.current().counter_four_eyes,
    }
    return render(request, "desk/counter/review.html", context)


@access.staff(Role.CLERK)
@private
@require_POST
def register(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Registers the person; repeating the request gives the same result."""
    try:
        application = applications.register_at_counter(draft_id=pk, actor=actor_of(request))
    except (AlreadyMember, AlreadyApplied):
        return redirect("desk:counter_review", pk=pk)
    except Invalid:
        return redirect("desk:counter_form", pk=pk)
    except DomainError as error:
        messages.error(request, sentences.of(error))
        return redirect("desk:counter")
    return redirect("desk:counter_done", code=application.code)


@access.staff(Role.CLERK)
@private
@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Deletes a begun registration with its photos."""
    draft = membership.counter_draft(pk, actor_of(request))
    applications.discard_draft(draft_id=draft.pk)
    messages.info(request, _("Form and photos deleted."))
    return redirect("desk:counter")


@access.staff(Role.CLERK)
@private
@require_safe
def done(request: HttpRequest, code: str) -> HttpResponse:
    """Shows the result of the registration, with links to the decision and the receipt."""
    application, visit = registered_here(code, actor_of(request))
    own = visit.staff_id == actor_of(request).id
    context = {
        "application": application,
        "visit": visit,
        "member": getattr(application, "member", None),
        "waits_for_colleague": own and MembershipPolicies.current().counter_four_eyes,
        "may_slip": application.user is not None and application.user.last_login is None,
    }
    return render(request, "desk/counter/done.html", context)


def _take_photos(request: HttpRequest, draft: Draft) -> CounterPhotos:
    """Stores the uploaded photos; a refused one becomes an error of its field."""
    pictures = CounterPhotos({})
    pictures.full_clean()
    for slot in photos.SLOTS:
        try:
            if slot.value in request.FILES:
                photos.attach(request, draft, slot, slot.value)
        except DomainError as error:
            pictures.add_error(slot.value, sentences.of(error))
    return pictures


def _posted_form(request: HttpRequest, draft: Draft) -> CounterForm:
    values = membership.draft_values(draft)
    typed = CounterForm(values, request.POST).whole()
    missing = missing_photos(typed, photos_of(draft), today=membership.today(), library=library())
    lacking = bool(missing.keys() & {slot.value for slot in photos.SLOTS})
    return CounterForm(values, request.POST, photos_missing=lacking)


def _language(request: HttpRequest) -> str:
    language = request.POST.get("language", "")
    return language if language in ("id", "en") else ""


def _render_form(
    request: HttpRequest, draft: Draft, filled: Prefilled, pictures: CounterPhotos | None = None
) -> HttpResponse:
    results = photo_results_of(draft)
    pictures = pictures or CounterPhotos()
    context = {
        "draft": draft,
        "filled": filled,
        "form": filled.form,
        "pictures": pictures,
        "rows": [photos.row(draft, pictures[slot.value], results) for slot in photos.SLOTS],
    }
    status = 422 if filled.form.errors or pictures.errors else 200
    return render(request, "desk/counter/form.html", context, status=status)
