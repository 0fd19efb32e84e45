"""Texts of the survey: questions, their four answers, labels of figures.

The elements are those of Permenpan RB 14/2017; the sentences are the library's own.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.feedback.survey.kinds import Age, Education, Occasion, Sex, Work
from rontal.feedback.survey.rules import Band, Element

Text = str | Promise

ELEMENTS: dict[Element, Text] = {
    Element.REQUIREMENTS: _("Requirements"),
    Element.PROCEDURE: _("Procedure"),
    Element.TIME: _("Time"),
    Element.FEE: _("Fee"),
    Element.PRODUCT: _("What you get"),
    Element.COMPETENCE: _("Competence of staff"),
    Element.CONDUCT: _("Conduct of staff"),
    Element.COMPLAINTS: _("Complaints handling"),
    Element.FACILITIES: _("Facilities"),
}
QUESTIONS: dict[Element, Text] = {
    Element.REQUIREMENTS: _("Were our requirements (card, photos, form) reasonable?"),
    Element.PROCEDURE: _("How easy was it to get what you wanted?"),
    Element.TIME: _("How quick were we?"),
    Element.FEE: _("Was it free of charge, as promised?"),
    Element.PRODUCT: _("Did you get what the library promised?"),
    Element.COMPETENCE: _("How competent were our staff?"),
    Element.CONDUCT: _("How friendly were we, in person and in writing?"),
    Element.COMPLAINTS: _("How well do we handle complaints and suggestions?"),
    Element.FACILITIES: _("How good are the website, the reader and the building?"),
}
ANSWERS: dict[Element, tuple[Text, Text, Text, Text]] = {
    Element.REQUIREMENTS: (
        _("Not reasonable"),
        _("Rather too much"),
        _("Reasonable"),
        _("Very reasonable"),
    ),
    Element.PROCEDURE: (_("Hard"), _("Rather hard"), _("Easy"), _("Very easy")),
    Element.TIME: (_("Slow"), _("Rather slow"), _("Quick"), _("Very quick")),
    Element.FEE: (
        _("I had to pay a lot"),
        _("I had to pay"),
        _("I paid a little"),
        _("It was free"),
    ),
    Element.PRODUCT: (_("No"), _("Only partly"), _("Yes"), _("Yes, entirely")),
    Element.COMPETENCE: (_("Badly"), _("Not well enough"), _("Well"), _("Very well")),
    Element.CONDUCT: (_("Unfriendly"), _("Not very friendly"), _("Friendly"), _("Very friendly")),
    Element.COMPLAINTS: (
        _("I could not find out how to complain"),
        _("I can complain, but nobody answers"),
        _("They answer, but could do better"),
        _("They answer and fix the problem"),
    ),
    Element.FACILITIES: (_("Bad"), _("Fair"), _("Good"), _("Very good")),
}
"""Answers in the order of their value, 1 to 4."""

BANDS: dict[Band, Text] = {
    Band.A: pgettext_lazy("quality of service", "Very good"),
    Band.B: pgettext_lazy("quality of service", "Good"),
    Band.C: pgettext_lazy("quality of service", "Less good"),
    Band.D: pgettext_lazy("quality of service", "Not good"),
}
NOT_STATED = _("Not stated")
ABOUT: dict[str, Text] = {
    "age": _("Age"),
    "sex": _("Sex"),
    "education": _("Highest level of education"),
    "work": _("Work"),
    "occasion": _("Asked after"),
}
VALUES: dict[str, dict[str, Text]] = {
    "age": {
        Age.UNDER_18: _("Under 18"),
        Age.FROM_18: _("18 to 24"),
        Age.FROM_25: _("25 to 34"),
        Age.FROM_35: _("35 to 44"),
        Age.FROM_45: _("45 to 54"),
        Age.FROM_55: _("55 and over"),
    },
    "sex": {Sex.FEMALE: _("Female"), Sex.MALE: _("Male")},
    "education": {
        Education.PRIMARY: _("Primary school or none"),
        Education.JUNIOR: _("Junior high school"),
        Education.SENIOR: _("Senior high school"),
        Education.DIPLOMA: _("Diploma"),
        Education.BACHELOR: _("Bachelor's degree"),
        Education.MASTER: _("Master's degree or higher"),
    },
    "work": {
        Work.STUDENT: _("Pupil or student"),
        Work.CIVIL_SERVANT: _("Civil servant"),
        Work.SOLDIER_OR_POLICE: _("Army or police"),
        Work.PRIVATE: _("Employee"),
        Work.SELF_EMPLOYED: _("Self-employed, farmer or trader"),
        Work.OTHER: _("Other"),
    },
    "occasion": {
        Occasion.APPLICATION: _("a decision on an application"),
        Occasion.LOAN: _("a loan"),
    },
}


def value(column: str, name: str) -> str:
    """Returns the label of a value in a breakdown of respondents."""
    return str(VALUES[column][name]) if name else str(NOT_STATED)
