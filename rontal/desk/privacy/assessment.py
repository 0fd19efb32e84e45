"""Impact assessment as texts in the active language, and its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rontal.privacy.assessment import (
    LEVEL_LABELS,
    QUESTIONS,
    RISKS,
    Level,
    Risk,
    further_of,
    likelihood_of,
    overall,
    severity_of,
)
from rontal.privacy.register import entries
from rontal.privacy.services import MAX_ANSWER_LENGTH
from rontal.standard.selectors import library
from rontal.ui.forms import CleanTextField, RontalForm

LEVELS = [("", gettext_lazy("Not judged yet")), *LEVEL_LABELS.items()]
SETTINGS = (
    "automatic_approval",
    "automatic_sample_percent",
    "photo_days_after_decision",
    "draft_days",
    "loan_trace_days",
    "feedback_keep_days",
    "data_request_hours",
)
"""Policies that matter for the risks."""


class AssessmentForm(RontalForm):
    """The library's answers: three for each risk, and one for each question."""

    number = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for risk in RISKS:
            self.fields[likelihood_of(risk.code)] = _level(gettext_lazy("How likely?"))
            self.fields[severity_of(risk.code)] = _level(gettext_lazy("How bad?"))
            self.fields[further_of(risk.code)] = _text(
                gettext_lazy("What does the library do besides?"), ""
            )
        for question in QUESTIONS:
            self.fields[f"question_{question.code}"] = _text(question.text, question.help)

    @classmethod
    def of(cls, answers: Mapping[str, str], number: int) -> "AssessmentForm":
        """Returns the form filled with saved answers of version `number`."""
        names = {f"question_{one.code}": answers.get(one.code, "") for one in QUESTIONS}
        return cls(initial={**answers, **names, "number": number})

    def answers(self) -> dict[str, str]:
        """Returns the answers by their codes."""
        prefix = "question_"
        values = {k: v for k, v in self.cleaned_data.items() if k != "number"}
        return {name.removeprefix(prefix): str(value) for name, value in values.items()}


@dataclass(frozen=True)
class RiskLine:
    """Risk with its activities, its level, and the fields of its answers."""

    risk: Risk
    activities: list[str]
    level: Level | None
    label: str
    fields: list[forms.BoundField]


def risk_lines(answers: Mapping[str, str], form: AssessmentForm) -> list[RiskLine]:
    """Returns all risks."""
    return [_line(risk, answers, form) for risk in RISKS]


def settings_in_force() -> list[tuple[str, str]]:
    """Returns label and value of the policies that matter for the risks."""
    declared = [
        (name, policy, getattr(policies, name))
        for policies in library().policies.values()
        for name, policy in policies.declared().items()
    ]
    values = {name: (str(policy.label), _value(policy, value)) for name, policy, value in declared}
    return [values[name] for name in SETTINGS]


def assessment_sections(answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """Returns the assessment as sections of a PDF."""
    return [*_risk_sections(answers), *_question_sections(answers)]


def risky_activities() -> list[str]:
    """Returns the names of the activities with data that the law protects specially."""
    return [str(one.activity.name) for one in entries() if one.activity.specific]


def _risk_sections(answers: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "title": str(risk.name),
            "tag": _level_label(overall_of(risk, answers)),
            "facts": [
                [_("What could happen"), str(risk.harm)],
                [_("What the program does"), str(risk.measures)],
                [_("Activities"), ", ".join(_names(risk))],
                [_("How likely?"), _answer_label(answers, likelihood_of(risk.code))],
                [_("How bad?"), _answer_label(answers, severity_of(risk.code))],
                [_("What does the library do besides?"), _answer(answers, further_of(risk.code))],
            ],
        }
        for risk in RISKS
    ]


def _question_sections(answers: Mapping[str, str]) -> list[dict[str, Any]]:
    facts = [[str(one.text), _answer(answers, one.code)] for one in QUESTIONS]
    return [{"title": _("The library's answers"), "tag": "", "facts": facts}]


def overall_of(risk: Risk, answers: Mapping[str, str]) -> Level | None:
    """Returns the level of a risk by the library's answers."""
    likelihood = answers.get(likelihood_of(risk.code), "")
    return overall(likelihood, answers.get(severity_of(risk.code), ""))


def _line(risk: Risk, answers: Mapping[str, str], form: AssessmentForm) -> RiskLine:
    codes = (likelihood_of(risk.code), severity_of(risk.code), further_of(risk.code))
    level = overall_of(risk, answers)
    return RiskLine(risk, _names(risk), level, _level_label(level), [form[one] for one in codes])


def _names(risk: Risk) -> list[str]:
    return [str(one.activity.name) for one in entries() if one.activity.code in risk.activities]


def _level_label(level: Level | None) -> str:
    return _("risk: %(level)s") % {"level": LEVEL_LABELS[level]} if level else _("not judged yet")


def _answer(answers: Mapping[str, str], code: str) -> str:
    return answers.get(code) or _("not answered yet")


def _answer_label(answers: Mapping[str, str], code: str) -> str:
    value = answers.get(code, "")
    return str(LEVEL_LABELS[Level(value)]) if value in list(Level) else _("not judged yet")


def _value(policy: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value} {policy.unit.label}"


def _level(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=LEVELS, required=False)


def _text(label: Any, help_text: Any) -> CleanTextField:
    return CleanTextField(
        label=label, help_text=help_text, required=False, max_length=MAX_ANSWER_LENGTH, rows=3
    )
