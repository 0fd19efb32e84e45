"""Start of an application with the identity for which an identity provider vouches."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rontal.accounts.sign_on_adapter import take_identity
from rontal.accounts.single_sign_on import selectors
from rontal.accounts.single_sign_on.errors import IdentityMissing, SignOnExpired
from rontal.accounts.single_sign_on.identity import PROCESS
from rontal.core.errors import Invalid, NotFound
from rontal.membership.rules import form as forms
from rontal.membership.rules.validation import missing_photos
from rontal.membership.selectors import draft_values, today
from rontal.membership.services import start_vouched_draft
from rontal.membership.services.drafts import discard_draft
from rontal.standard.selectors import library
from rontal.ui.access import public
from rontal.ui.headers import private
from rontal.ui.single_sign_on.views import failed, leave
from rontal.web.registration import cookie, limits
from rontal.web.registration.steps import Step


@public
@private
@require_POST
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Sends the browser to the provider, which says who the person is."""
    if not selectors.provider(provider_id).identity:
        raise NotFound
    limits.spend_by_address(request, limits.START)
    return leave(request, provider_id, PROCESS, None)


@public
@private
@require_GET
def vouched(request: HttpRequest) -> HttpResponse:
    """Fills a new draft with what the provider said just now; an older draft is erased."""
    try:
        provider, identity = take_identity(request)
    except SignOnExpired:
        return redirect("registration_start")
    try:
        draft = start_vouched_draft(
            said=identity.values,
            provider=provider.name,
            framework=identity.framework,
            language=get_language() or "id",
        )
    except Invalid:
        return failed(request, provider.id, IdentityMissing())
    if (former := cookie.draft_of(request)) is not None:
        discard_draft(draft_id=former.pk)
    messages.success(request, _("%(name)s has filled in who you are.") % {"name": provider.name})
    form = forms.read(draft_values(draft))
    asked = missing_photos(form, (), today=today(), library=library())
    response = redirect((Step.PHOTOS if asked else Step.WHO).path)
    cookie.set_draft_cookie(response, draft)
    return response
