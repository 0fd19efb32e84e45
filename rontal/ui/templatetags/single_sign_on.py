"""Template tags of signing in with an identity provider; they show nothing where there is none."""

from typing import Any

from django import template

from rontal.accounts.single_sign_on import selectors

register = template.Library()


@register.inclusion_tag("ui/single_sign_on/buttons.html", takes_context=True)
def sign_on_buttons(context: dict[str, Any], redirect_field: str = "") -> dict[str, Any]:
    """Renders a button for each provider; `redirect_field` is allauth's hidden field."""
    return {
        "providers": selectors.providers(),
        "redirect_field": redirect_field,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/single_sign_on/card.html")
def sign_on_card() -> dict[str, Any]:
    """Renders the part of the security page about identity providers."""
    return {"providers": selectors.providers()}
