"""Template tag for the open survey invitation of the signed-in person."""

from typing import Any

from django import template

from rontal.feedback.survey.selectors import open_link

register = template.Library()


@register.inclusion_tag("web/survey/parts/invitation.html", takes_context=True)
def survey_invitation(context: Any) -> dict[str, Any]:
    """Renders a link to the survey; nothing where no invitation is open. One query."""
    return {"link": open_link(context["request"].user.pk)}
