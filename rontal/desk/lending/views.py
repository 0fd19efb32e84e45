"""Licences: remaining copies and loans, purchase, correction; running loans and ending them."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.errors import TableRefused
from rontal.accounts.roles import LENDING_DESK, LICENCE_BUYERS, TITLE_READERS, Role
from rontal.core.actors import Actor
from rontal.core.errors import DecodersBusy, Invalid
from rontal.desk.collection import selectors as collection
from rontal.desk.lending import labels
from rontal.desk.lending.forms import (
    CloseForm,
    EndForm,
    LicenceCorrectionForm,
    LicenceForm,
    LicenceImportForm,
    LicencesUpload,
    OpeningReasonForm,
)
from rontal.desk.lending.licence_export import table
from rontal.lending import queues as lending
from rontal.lending import selectors, services, stock
from rontal.lending.errors import LicenceOver, TooManyLicences
from rontal.lending.licence_files import COLUMNS, ColumnsUnknown, NoLicences
from rontal.lending.models import Loan
from rontal.lending.rules import EndReason, LicenceEnd
from rontal.lending.stock import LicenceFilter
from rontal.membership.selectors import members, today
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of
from rontal.ui.responses import download, render_form
from rontal.ui.uploads import reads_uploads_with
from rontal.ui.wait_labels import wait_text

MAX_LINES: Final = 500


@access.staff(*TITLE_READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Lists licences by shelf."""
    actor = actor_of(request)
    shelf = _shelf(request)
    context = {
        "page": stock.page(shelf, request.GET.get("halaman", "1"), actor),
        "shelf": shelf,
        "shelves": _shelves(actor),
        "long_queues": lending.count_titles_to_buy(actor),
        "writes": actor.has_any(*LICENCE_BUYERS),
    }
    return render(request, "desk/lending/list.html", context)


@access.staff(*TITLE_READERS)
@require_safe
def queues(request: HttpRequest) -> HttpResponse:
    """Lists titles with too few copies for their queue, without the names of those waiting."""
    actor = actor_of(request)
    page = lending.titles_to_buy(request.GET.get("halaman", "1"), actor)
    rows = [(one, wait_text(one.wait), wait_text(one.with_one_more)) for one in page.object_list]
    context = {
        "page": page,
        "rows": rows,
        "shelves": _shelves(actor),
        "long_queues": page.paginator.count,
        "writes": actor.has_any(*LICENCE_BUYERS),
    }
    return render(request, "desk/lending/queues.html", context)


def _shelves(actor: Actor) -> list[tuple[LicenceFilter, str | Promise, int]]:
    counts = stock.counts(actor)
    return [(one, labels.SHELVES[one], counts[one]) for one in LicenceFilter]


@access.staff(*TITLE_READERS)
@require_safe
def left(request: HttpRequest) -> HttpResponseBase:
    """Streams the licences of a shelf as CSV."""
    shelf = _shelf(request)
    pieces = table(stock.all_licences(shelf, actor_of(request)))
    return download(pieces, f"lisensi-{shelf}-{today()}.csv")


@access.staff(*LICENCE_BUYERS)
@require_http_methods(["GET", "HEAD", "POST"])
def title(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the licences and running loans of a title; enters a licence that was bought."""
    actor = actor_of(request)
    row = collection.title(pk, actor)
    form = LicenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.buy(title_id=pk, offer=form.offer(), batch=form.batch(), actor=actor)
        except Invalid as error:
            form.refused(error)
        else:
            messages.success(request, _("Licence added. People with holds get its copies."))
            return redirect("desk:title_licences", pk)
    context = {
        "title": row,
        "form": form,
        "held": stock.licences_of(pk),
        "loans": stock.running_loans_of(pk),
        "availability": selectors.availability([pk])[pk],
        "end": EndForm(actor=actor, member=False),
    }
    return render_form(request, "desk/lending/title.html", context)


@access.staff(*LICENCE_BUYERS)
@require_http_methods(["GET", "HEAD", "POST"])
def licence(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows a licence and corrects its terms."""
    stored = stock.amendable(pk, actor_of(request))
    form = LicenceCorrectionForm(
        *([request.POST] if request.method == "POST" else []), licence=stored.licence
    )
    if form.is_bound and form.is_valid():
        try:
            services.correct_licence(licence_id=pk, offer=form.offer(), actor=actor_of(request))
        except Invalid as error:
            form.refused(error)
        except LicenceOver as error:
            form.add_error(None, sentences.of(error))
        else:
            messages.success(request, _("Licence corrected successfully."))
            return redirect("desk:title_licences", stored.licence.title_id)
    context = {"one": stored, "form": form, "end": CloseForm()}
    return render_form(request, "desk/lending/licence.html", context)


@access.staff(*LICENCE_BUYERS)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a licence early, with its loans."""
    stored, form = stock.amendable(pk, actor_of(request)), CloseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose why the licence ends."))
        return redirect("desk:licence", pk)
    because = LicenceEnd(form.cleaned_data["because"])
    try:
        ended = services.end_licence(licence_id=pk, because=because, actor=actor_of(request))
    except LicenceOver as error:
        messages.error(request, sentences.of(error))
    else:
        message = ngettext(
            "The licence has ended, together with %(number)s loan. The member is notified.",
            "The licence has ended, together with %(number)s loans. The members are notified.",
            ended,
        )
        plain = _("The licence has ended. Nobody had a copy.")
        messages.success(request, message % {"number": ended} if ended else plain)
    return redirect("desk:title_licences", stored.licence.title_id)


@access.staff(*LICENCE_BUYERS)
@require_http_methods(["GET", "HEAD", "POST"])
@reads_uploads_with(LicencesUpload)
def bring(request: HttpRequest) -> HttpResponse:
    """Imports a supplier's file and shows the result of each line.

    Files of more than 500 lines are imported with `rontal import-licences`.
    """
    form = (
        LicenceImportForm(request.POST, request.FILES)
        if request.method == "POST"
        else LicenceImportForm()
    )
    context: dict[str, Any] = {"form": form, "columns": COLUMNS}
    if form.is_bound and form.is_valid():
        vendor, content = form.cleaned_data["vendor"], form.cleaned_data["file"].read()
        try:
            reports = services.import_licences(
                content=content, vendor=vendor, actor=actor_of(request), most=MAX_LINES
            )
            context["reports"] = list(reports)
        except (TableRefused, TooManyLicences, DecodersBusy) as error:
            form.add_error("file", sentences.of(error))
        except ColumnsUnknown as error:
            form.add_error("file", labels.columns_unknown(error.names))
        except NoLicences:
            form.add_error("file", _("This file has no licence numbers. Add them."))
    return render_form(request, "desk/lending/bring.html", context)


@access.staff(*LENDING_DESK)
@require_POST
def of_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the loans of a member, in this response only; logged with the reason."""
    actor, form = actor_of(request), OpeningReasonForm(request.POST)
    member = members.member_for_staff(pk, actor)
    if not form.is_valid():
        return redirect("desk:member", pk)
    loans = stock.view_loans_of(member, actor=actor, reason=form.cleaned_data["reason"])
    context = {
        "member": member,
        "loans": loans,
        "end": EndForm(actor=actor, member=True),
    }
    return render(request, "desk/lending/member.html", context)


@access.staff(Role.CLERK, Role.LIBRARIAN, Role.HEAD)
@require_POST
def end_loan(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Ends a loan with a reason; redirects to the title or the member."""
    actor = actor_of(request)
    form = EndForm(request.POST, actor=actor, member="anggota" in request.POST)
    if form.is_valid():
        reason = EndReason(form.cleaned_data["reason"])
        ended = services.revoke(loan_id=loan_id, reason=reason, actor=actor)
        messages.success(request, _("The loan has ended. The copy goes to the next hold."))
        return _redirect_back(request, ended)
    messages.error(request, _("Choose why the loan ends."))
    return _redirect_back(request, Loan.objects.filter(pk=loan_id).first())


def _shelf(request: HttpRequest) -> LicenceFilter:
    """Returns the shelf from the query parameter; `LIMITED` where it is invalid."""
    value = request.GET.get("rak", "")
    return LicenceFilter(value) if value in list(LicenceFilter) else LicenceFilter.LIMITED


def _redirect_back(request: HttpRequest, loan: Loan | None) -> HttpResponse:
    if loan is None:
        return redirect("desk:licences")
    if "anggota" in request.POST and loan.member_id:
        return redirect("desk:member", loan.member_id)
    return redirect("desk:title_licences", loan.title_id)
