"""Review of a draft before sending, in the order of the steps."""

from dataclasses import dataclass, field

from django.template.defaultfilters import date as format_date
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rontal.membership.labels import CONSENT_PURPOSES_FOR_PERSON, RELATIONS, SLOTS_FOR_PERSON
from rontal.membership.models import Draft
from rontal.membership.rules import ages
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import ConsentPurpose, Slot
from rontal.membership.rules.validation import doubts
from rontal.membership.selectors import draft_faults, draft_values, today
from rontal.membership.selectors.drafts import photos_of
from rontal.ui import sentences
from rontal.ui.registration.card_values import differing_of
from rontal.ui.registration.choice_labels import IDENTITY_KINDS, SEXES
from rontal.ui.registration.photo_results import PhotoResult, hints_in, photo_results_of
from rontal.web.registration.steps import NAMES, Step, path_back_to
from rontal.web.registration.typos import suggested_address

Text = str | Promise
YES, NO = pgettext_lazy("consent", "Yes"), pgettext_lazy("consent", "No")


@dataclass(frozen=True)
class Row:
    """One answer; `fault` is an error message, `doubt` a question about a possible mistake."""

    name: Text
    value: object
    fault: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class Part:
    """Answers of one step, and the URL for editing them."""

    step: Step
    title: Text
    edit: str
    rows: list[Row] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """True where an answer has an error."""
        return any(row.fault for row in self.rows)


@dataclass(frozen=True)
class Picture:
    """Photo of the draft; `hints` are suggestions for a better one."""

    slot: str
    name: Text
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """All parts and photos."""

    parts: list[Part]
    photos: list[Picture]

    @property
    def complete(self) -> bool:
        """True where nothing is missing or wrong."""
        return not any(part.wrong for part in self.parts)


def review_of(draft: Draft) -> Review:
    """Returns the review of a draft with its errors and doubts."""
    typed, results = draft_values(draft), photo_results_of(draft)
    application = forms.read(typed)
    wrong, doubtful = draft_faults(draft), _card_questions(results.get(Slot.CARD), typed)
    doubtful |= {key: _message_of(code) for key, code in doubts(application).items()}
    parts = []
    for step in Step:
        answers = _answers(application, wrong, step)
        rows = [
            Row(
                name,
                value,
                _message_of(wrong.get(key)),
                doubtful.get(key) or _typo_question(key, value),
            )
            for key, name, value in answers
        ]
        if rows:
            parts.append(Part(step, NAMES[step], path_back_to(step, Step.REVIEW), rows))
    hints = hints_in(results)
    return Review(
        parts,
        [Picture(s.value, SLOTS_FOR_PERSON[s], hints.get(s, ())) for s in photos_of(draft)],
    )


def _card_questions(card: PhotoResult | None, typed: dict[str, str]) -> dict[str, str]:
    """Returns questions by field where the card was read with another value than typed."""
    if card is None or card.reading is None:
        return {}
    question = gettext("Your card seems to say “%(value)s”. Is what you entered correct?")
    differing = differing_of(card.reading, typed)
    return {
        name: question % {"value": _display_value(name, offer.value)}
        for name, offer in differing.items()
    }


def _display_value(name: str, value: str) -> object:
    """Returns a form value formatted for display."""
    if name == "birth_date":
        return format_date(forms.day(value), "j F Y")
    names = {"identity_kind": IDENTITY_KINDS, "sex": SEXES}.get(name)
    return _label_of(names, value) if names else value


def _message_of(code: str | None) -> str:
    return sentences.of_code(code) if code else ""


def _typo_question(key: str, value: object) -> str:
    """Returns a question about a probable typo in an e-mail address, or ""."""
    suggestion = suggested_address(str(value)) if key in ("email", "guardian_email") else ""
    question = gettext("Did you mean %(address)s? If it is correct, leave it as it is.")
    return question % {"address": suggestion} if suggestion else ""


def _answers(
    application: ApplicationForm, wrong: dict[str, str], step: Step
) -> list[tuple[str, Text, object]]:
    """Returns (field, label, value) for each answer of a step."""
    if step is Step.PHOTOS:
        return [(s.value, SLOTS_FOR_PERSON[s], "") for s in Slot if s.value in wrong]
    rows = {
        Step.WHO: _identity_answers,
        Step.REACH: _contact_answers,
        Step.CONSENT: _consent_answers,
    }
    return rows[step](application) if step in rows else []


def _identity_answers(form: ApplicationForm) -> list[tuple[str, Text, object]]:
    return [
        ("identity_kind", _("Card"), _label_of(IDENTITY_KINDS, form.identity_kind)),
        ("number", _("Number"), form.number),
        ("name", _("Full name"), form.name),
        ("birth_place", _("Place of birth"), form.birth_place),
        ("birth_date", _("Date of birth"), form.birth_date),
        ("sex", _("Sex"), _label_of(SEXES, form.sex)),
    ]


def _contact_answers(form: ApplicationForm) -> list[tuple[str, Text, object]]:
    rows: list[tuple[str, Text, object]] = [
        ("email", _("Email address"), form.email),
        ("phone", _("Mobile number"), form.phone),
        ("province", _("Province"), form.province_name),
        ("regency", _("Regency or city"), form.regency_name),
        ("district", _("District"), form.district_name),
        ("village", _("Village (desa or kelurahan)"), form.village),
        ("street", _("Street, hamlet, number"), form.street),
    ]
    if form.birth_date is None or not ages.needs_guardian(form.birth_date, today()):
        return rows
    guardian = form.guardian or forms.GuardianForm("", None, "")
    return [
        *rows,
        ("guardian_name", _("Parent or guardian"), guardian.name),
        ("guardian_relation", _("Relation to the child"), _label_of(RELATIONS, guardian.relation)),
        ("guardian_email", _("Email address of the parent or guardian"), guardian.email),
    ]


def _consent_answers(form: ApplicationForm) -> list[tuple[str, Text, object]]:
    comparable = form.birth_date is None or ages.face_comparable(form.birth_date, today())
    return [
        (f"consent_{purpose}", name, YES if purpose in form.consents else NO)
        for purpose, name in CONSENT_PURPOSES_FOR_PERSON.items()
        if comparable or purpose != ConsentPurpose.FACE_COMPARISON
    ]


def _label_of(names: object, key: str | None) -> object:
    return names.get(key, "") if isinstance(names, dict) and key else ""
