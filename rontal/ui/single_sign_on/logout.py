"""Sign-out at an identity provider ends the sessions here (OpenID Connect Back-Channel Logout)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rontal.accounts.single_sign_on import selectors, services, tokens
from rontal.accounts.single_sign_on.errors import ProviderAnswerInvalid, ProviderUnavailable
from rontal.ui.access import machine


@machine
@csrf_exempt  # the token is signed by the provider
@require_POST
def back_channel(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Ends the sessions that a logout token names."""
    provider = selectors.provider(provider_id)
    try:
        claims = tokens.logout_claims(provider, request.POST.get("logout_token", ""))
    except ProviderAnswerInvalid:
        return _uncached(JsonResponse({"error": "invalid_request"}, status=400))
    except ProviderUnavailable:
        return _uncached(JsonResponse({"error": "temporarily_unavailable"}, status=503))
    try:
        services.end_sessions(
            provider=provider.id, subject=claims.get("sub", ""), sid=claims.get("sid", "")
        )
    except Exception:
        tokens.forget_logout(provider, claims)  # the provider sends it again
        raise
    return _uncached(HttpResponse())


def _uncached(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
