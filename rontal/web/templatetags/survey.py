"""An open invitation of the survey, on pages of the person who is signed in."""

from typing import Any

from django import template

from rontal.feedback.survey.selectors import open_link

register = template.Library()


@register.inclusion_tag("web/survey/parts/invitation.html", takes_context=True)
def survey_invitation(context: Any) -> dict[str, Any]:
    """A quiet line with the way to the questions; nothing where none are open. One query."""
    return {"link": open_link(context["request"].user.pk)}
