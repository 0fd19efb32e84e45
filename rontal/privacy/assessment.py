"""Data protection impact assessment (UU 27/2022, article 34): risks that the program knows of, what
it does against each, and what only the library can answer.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Level(StrEnum):
    """Likelihood or severity of a risk, as the library judges it."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


LEVEL_LABELS: Final[dict[Level, Text]] = {
    Level.LOW: _("low"),
    Level.MIDDLE: _("middle"),
    Level.HIGH: _("high"),
}


@dataclass(frozen=True)
class Risk:
    """Risk to people; `activities` are codes of the register."""

    code: str
    name: Text
    harm: Text
    measures: Text
    activities: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """Question that only the library can answer."""

    code: str
    text: Text
    help: Text = ""


RISKS: Final[tuple[Risk, ...]] = (
    Risk(
        "identity_from_elsewhere",
        _("An identity provider is wrong about who somebody is"),
        _(
            "A person becomes a member in another person's name, or is refused because somebody "
            "else already has their number."
        ),
        _(
            "Only providers and claims that the library has chosen count, only with a sign-in of "
            "that moment, and staff still decide. The application says which provider vouched. "
            "Photos are asked for all the same, unless the library decides otherwise. Nothing is "
            "stored of a provider's answer beyond the form."
        ),
        ("applications", "drafts"),
    ),
    Risk(
        "face_comparison",
        _("The machine compares two faces wrongly"),
        _(
            "A person is taken for somebody else, and waits longer or feels suspected. Children, "
            "dark skin in poor light and old portraits are judged worse."
        ),
        _(
            "It compares only with a consent of its own, only the two photos of one application, "
            "and never rejects. No description of a face is stored. Without consent a clerk looks, "
            "and nobody waits longer."
        ),
        ("machine_checks", "photos"),
    ),
    Risk(
        "photos_stolen",
        _("Photos of cards and faces are stolen"),
        _(
            "Somebody opens accounts or takes loans in another person's name. A face cannot be"
            " changed like a password."
        ),
        _(
            "Each photo is encrypted with its own key; keys are neither in the database nor in"
            " backups. Photos are deleted after the decision. Each opening is recorded and shown to"
            " the person."
        ),
        ("photos", "drafts", "member_import"),
    ),
    Risk(
        "children",
        _("Data of children"),
        _(
            "A child cannot judge what data means. What a child reads or writes may be used against"
            " it, at home or at school. Somebody may pretend to be the parent."
        ),
        _(
            "Under 17 nothing is checked before the guardian consents by a link of their own; "
            "taking it back deletes the data. Faces up to the age of 5 are never compared. "
            "Guardians do not see what a child reads; staff see running loans only, with a reason."
        ),
        ("guardians", "applications", "photos", "loans", "reading_places", "reading_marks"),
    ),
    Risk(
        "identity_numbers",
        _("Identity numbers and addresses get out"),
        _("Fraud in the person's name, unwanted visits and calls."),
        _(
            "Numbers, addresses and phones are encrypted; equal numbers are found by a keyed hash."
            " No page tells a stranger whether a number is registered."
        ),
        ("applications", "members", "member_import", "accounts"),
    ),
    Risk(
        "reading",
        _("What somebody reads becomes known"),
        _("Belief, illness, opinion or orientation can be guessed from books."),
        _(
            "Loans lose their member after a short time unless the member wants a history. Notes "
            "are encrypted. The audit log names no title, and statistics name no person."
        ),
        ("loans", "holds", "reading_lists", "reading_places", "reading_marks", "follows"),
    ),
    Risk(
        "staff",
        _("Staff look without need"),
        _("Curiosity about neighbours, relatives or public persons."),
        _(
            "Opening needs a role and is recorded so that nobody can delete it. Opening an"
            " application or a membership needs a reason, too, and the person sees when and why it"
            " was opened."
        ),
        ("applications", "members", "complaints", "data_requests", "audit_log"),
    ),
    Risk(
        "automatic_decision",
        _("A program decides about people"),
        _("Somebody is refused, or let in, without a person who answers for it."),
        _(
            "A machine rejects nobody. Automatic approval is off unless the library switches it on;"
            " then a sample goes to staff, and everybody may ask for a review by a person."
        ),
        ("machine_checks", "decisions"),
    ),
    Risk(
        "other_companies",
        _("Other companies learn about people"),
        _("The mail provider, the push service of a browser, or Meta learn who is a member."),
        _(
            "Push messages are encrypted and name no person. WhatsApp needs a consent for each"
            " purpose. The website loads nothing from others."
        ),
        ("deliveries", "push_devices", "whatsapp"),
    ),
)
QUESTIONS: Final[tuple[Question, ...]] = (
    Question(
        "necessity",
        _("Why does the library need an identity card and a photo of the face?"),
        _("Could the same be reached with less, for example by a visit at the counter?"),
    ),
    Question(
        "machine",
        _("Where do the server and its backups stand, and who can reach them?"),
        _("Name the place, the operator, and the contract with them."),
    ),
    Question(
        "people",
        _("Who was asked about these risks?"),
        _("Members, parents, staff, and what they said."),
    ),
    Question(
        "children",
        _("How do children and parents learn what happens with their data?"),
        _("At school, at the counter, on paper."),
    ),
    Question("officer", _("What does the data protection officer advise?")),
    Question("decision", _("What does the library decide, and when does it look at this again?")),
)


def likelihood_of(code: str) -> str:
    """Returns the code of the answer about the likelihood of a risk."""
    return f"{code}_likelihood"


def severity_of(code: str) -> str:
    """Returns the code of the answer about the severity of a risk."""
    return f"{code}_severity"


def further_of(code: str) -> str:
    """Returns the code of the answer about what the library does besides."""
    return f"{code}_further"


def overall(likelihood: str, severity: str) -> Level | None:
    """Returns the level of a risk: the higher of both where one is high, else the middle of both;
    None where the library has not judged it.
    """
    if likelihood not in list(Level) or severity not in list(Level):
        return None
    order = list(Level)
    places = sorted((order.index(Level(likelihood)), order.index(Level(severity))))
    return order[places[1]] if places[0] > 0 or places[1] < 2 else Level.MIDDLE


ANSWERS: Final[frozenset[str]] = frozenset(
    {question.code for question in QUESTIONS}
    | {
        code
        for risk in RISKS
        for code in (likelihood_of(risk.code), severity_of(risk.code), further_of(risk.code))
    }
)
"""Codes of all answers."""
