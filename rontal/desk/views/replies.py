"""Reply templates, which the head edits and clerks insert into decisions and answers."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.accounts.roles import REPLY_EDITORS
from rontal.accounts.selectors import names_of
from rontal.core.errors import Invalid, NotFound
from rontal.desk import reply_labels
from rontal.desk.reply_forms import ReplyForm
from rontal.standard.replies import selectors, services
from rontal.standard.replies.errors import ReplyChangedMeanwhile
from rontal.standard.replies.rules import PLACEHOLDERS, ReplyKind
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of
from rontal.ui.responses import render_form


@access.staff(*REPLY_EDITORS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Lists the templates by kind with their use, and the retired ones."""
    templates = selectors.all_templates()
    groups = [
        (kind, reply_labels.KINDS[kind], [one for one in templates if one.reply.kind is kind])
        for kind in ReplyKind
    ]
    context = {"groups": groups, "days": selectors.COUNTED_DAYS}
    return render(request, "desk/replies/overview.html", context)


@access.staff(*REPLY_EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a template of a kind."""
    if slug not in reply_labels.SLUGS:
        raise NotFound
    kind = reply_labels.SLUGS[slug]
    form = ReplyForm(kind, request.POST or None)
    if request.method == "POST" and _save(
        form, lambda: services.add_reply(reply=form.value(), actor=actor_of(request))
    ):
        messages.success(request, _("Template saved."))
        return redirect("desk:replies")
    return _render_form(request, form, None)


@access.staff(*REPLY_EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Shows a template with its earlier versions (GET) or saves a new version (POST)."""
    stored = selectors.template(number)
    posted = request.method == "POST"
    form = ReplyForm.of(stored.reply, stored.number)
    if posted:
        form = ReplyForm(stored.reply.kind, request.POST)
    if posted and _save(form, lambda: _save_version(form, number, request)):
        messages.success(request, _("Template saved."))
        return redirect("desk:replies")
    return _render_form(request, form, stored)


@access.staff(*REPLY_EDITORS)
@require_POST
def retire(request: HttpRequest, number: int) -> HttpResponse:
    """Retires a template, so that it is no longer offered."""
    services.retire_reply(template_id=number, actor=actor_of(request))
    messages.success(request, _("Template retired. Old decisions keep it."))
    return redirect("desk:replies")


@access.staff(*REPLY_EDITORS)
@require_POST
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Offers a retired template again."""
    services.restore_reply(template_id=number, actor=actor_of(request))
    messages.success(request, _("Template restored."))
    return redirect("desk:replies")


def _save_version(form: ReplyForm, template_id: int, request: HttpRequest) -> object:
    number = form.cleaned_data["number"] or 0
    return services.change_reply(
        template_id=template_id, reply=form.value(), number=number, actor=actor_of(request)
    )


def _save(form: ReplyForm, act: Callable[[], object]) -> bool:
    """Runs `act` where the form is valid; adds errors to the form and returns False on failure."""
    if not form.is_valid():
        return False
    try:
        act()
    except Invalid as refused:
        for field, code in refused.fields.items():
            form.add_error(field if field in form.fields else None, sentences.of_code(code))
        return False
    except ReplyChangedMeanwhile as refused:
        form.add_error(None, sentences.of(refused))
        return False
    return True


def _render_form(
    request: HttpRequest, form: ReplyForm, stored: selectors.TemplateVersion | None
) -> HttpResponse:
    """Renders the form with the template's earlier versions and their authors."""
    earlier = selectors.versions(stored.template_id) if stored else []
    if form.is_bound and stored and form.non_field_errors():
        form.take_number(stored.number)
    names = names_of({one.saved_by for one in earlier if one.saved_by})
    context = {
        "form": form,
        "kept": stored,
        "kind": reply_labels.KINDS[form.kind],
        "placeholders": [(f"{{{n}}}", reply_labels.MEANS[n]) for n in PLACEHOLDERS[form.kind]],
        "previews": reply_labels.previews(form),
        "versions": [(one, names.get(one.saved_by or 0, "")) for one in earlier],
    }
    return render_form(request, "desk/replies/sheet.html", context)
