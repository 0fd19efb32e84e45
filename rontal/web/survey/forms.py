"""Form of the nine survey questions, in the active language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.feedback.survey.kinds import ABOUT
from rontal.feedback.survey.questionnaire import ABOUT as ABOUT_WORDS
from rontal.feedback.survey.questionnaire import ANSWERS, QUESTIONS, VALUES
from rontal.feedback.survey.rules import CHOICES, Element
from rontal.feedback.survey.services import MAX_REMARK_LENGTH
from rontal.ui.forms import CleanTextField, RontalForm


class SurveyForm(RontalForm):
    """Nine questions, four optional characteristics of the person, and a remark."""

    words = CleanTextField(
        label=_("Is there anything else you want to tell us?"),
        help_text=_("Only the library reads this. Do not include names."),
        required=False,
        max_length=MAX_REMARK_LENGTH,
        rows=4,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, element in enumerate(Element, start=1):
            self.fields[element.value] = _question(number, element)
        for name in ABOUT:
            choices = [("", _("Prefer not to say")), *VALUES[name].items()]
            self.fields[name] = forms.ChoiceField(
                label=str(ABOUT_WORDS[name]), choices=choices, required=False
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        """Bound fields of the nine questions, in order."""
        return [self[element.value] for element in Element]

    @property
    def about(self) -> list[forms.BoundField]:
        """Bound fields of the optional characteristics."""
        return [self[name] for name in ABOUT]

    @property
    def has_characteristics(self) -> bool:
        """True where an optional characteristic was chosen, so that their section stays open."""
        return any(self[name].value() for name in ABOUT)

    def answers(self) -> dict[str, Any]:
        """Returns the answers as arguments of the service."""
        return {
            "choices": {
                element.value: int(self.cleaned_data[element.value]) for element in Element
            },
            "about": {name: self.cleaned_data[name] for name in ABOUT},
            "words": self.cleaned_data["words"],
        }


def _question(number: int, element: Element) -> forms.ChoiceField:
    words = zip(CHOICES, ANSWERS[element], strict=True)
    return forms.ChoiceField(
        label=f"{number}. {QUESTIONS[element]}",
        choices=[(str(value), f"{value} · {word}") for value, word in words],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the four answers.")},
    )
