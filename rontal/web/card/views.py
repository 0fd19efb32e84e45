"""Library card on the screen and as a PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rontal.core.errors import NotFound
from rontal.membership import selectors
from rontal.standard.selectors import library
from rontal.ui.access import signed_in
from rontal.ui.documents import qr_svg
from rontal.web.card.document import CardFace, pdf
from rontal.web.membership_notice import notice_for


def _card_face(request: HttpRequest) -> CardFace:
    member = NotFound.if_none(selectors.member_of(request.user.pk))
    return CardFace(
        number=member.number,
        name=member.name,
        joined_on=member.joined_on,
        valid_until=member.valid_until,
        library=library(),
    )


@signed_in
@never_cache
@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """Shows the card; redirects an applicant to the status page."""
    try:
        face = _card_face(request)
    except NotFound:
        return redirect("/status/")
    notice = notice_for(selectors.member_of(request.user.pk))
    context = {"face": face, "qr": qr_svg(face.number), "standing": notice}
    return render(request, "web/card/card.html", context)


@signed_in
@never_cache
@require_safe
def card_pdf(request: HttpRequest) -> HttpResponse:
    face = _card_face(request)
    response = HttpResponse(pdf(face), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="kartu-{face.number}.pdf"'
    return response
