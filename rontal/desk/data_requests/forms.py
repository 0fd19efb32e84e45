"""Forms in which staff enter and handle requests about personal data."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.data_requests.labels import ACTS, CHANNELS, IDENTITY_CHECKS, KINDS, REFUSALS
from rontal.data_requests.policies import DataRequestsPolicies
from rontal.data_requests.rules.clock import OLDEST
from rontal.data_requests.rules.kinds import (
    BY_STAFF,
    CHECKED_BY_STAFF,
    MAX_NAME_LENGTH,
    MAX_PHONE_LENGTH,
    MAX_TEXT_LENGTH,
    IdentityCheck,
    RefusalGround,
    RequestAct,
    RequestChannel,
    RequestKind,
    may_skip_identity,
)
from rontal.desk.entry_forms import EntryForm, today
from rontal.ui.forms import CleanCharField, CleanTextField, RontalForm


def _choices(words: Any, codes: Any) -> list[tuple[str, Any]]:
    return [(code.value, words[code]) for code in codes]


class RequestEntryForm(EntryForm):
    """Request received by email, letter, phone or at the counter."""

    channel = forms.ChoiceField(
        label=_("How was it received?"),
        choices=_choices(CHANNELS, [one for one in RequestChannel if one in BY_STAFF]),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it came.")},
    )
    kind = forms.ChoiceField(label=_("What does the person ask for?"), choices=KINDS.items())
    words = CleanTextField(
        label=_("What the person wrote or said"), max_length=MAX_TEXT_LENGTH, rows=6
    )
    name = CleanCharField(label=_("Name"), max_length=MAX_NAME_LENGTH)
    phone = CleanCharField(
        label=_("Phone or WhatsApp"), max_length=MAX_PHONE_LENGTH, required=False
    )
    field_order = (
        "channel", "received_on", "kind", "words", "name", "email", "phone", "language",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = _("The %(hours)s hours run from the beginning of this day.")
        hours = DataRequestsPolicies.current().data_request_hours
        self.fields["received_on"].help_text = text % {"hours": hours}

    def clean_received_on(self) -> date:
        """Refuses a day in the future, and one of more than a year ago."""
        day = super().clean_received_on()
        if day <= today() - OLDEST:
            raise forms.ValidationError(_("Enter a date within the last year. Check the year."))
        return day


class AccountForm(RontalForm):
    """Member number or application code of the person whose data it is."""

    login_name = CleanCharField(
        label=_("Member number or application code"),
        help_text=_("Whose data it is. Compare it with what the person told you."),
        max_length=40,
    )


class IdentityForm(RontalForm):
    """How the person's identity was checked."""

    check = forms.ChoiceField(
        label=_("How did you check who asks?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you checked.")},
    )

    def __init__(self, kind: RequestKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        skips = may_skip_identity(kind)
        checks = [one for one in CHECKED_BY_STAFF if skips or one is not IdentityCheck.NOT_NEEDED]
        self.fields["check"].choices = _choices(IDENTITY_CHECKS, checks)  # type: ignore[attr-defined]


class QuestionForm(RontalForm):
    """Question to the person."""

    words = CleanTextField(
        label=_("Your question"),
        help_text=_("The clock does not stop. Ask only for what you need to go on."),
        max_length=MAX_TEXT_LENGTH,
        rows=4,
    )


class RequestNoteForm(RontalForm):
    """Note for colleagues."""

    words = CleanTextField(
        label=_("Note"), help_text=_("Only shown to staff."), max_length=MAX_TEXT_LENGTH, rows=3
    )


class FulfilForm(RontalForm):
    """What was done, and the answer as the person will read it."""

    acts = forms.MultipleChoiceField(
        label=_("What was done?"),
        choices=_choices(ACTS, RequestAct),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what was done.")},
    )
    template = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    words = CleanTextField(
        label=_("Your answer"),
        help_text=_("Who asks reads exactly what you write."),
        max_length=MAX_TEXT_LENGTH,
        rows=8,
    )


class RefuseForm(RontalForm):
    """Ground for refusing, and the reason in words."""

    ground = forms.ChoiceField(
        label=_("Why?"),
        choices=_choices(REFUSALS, RefusalGround),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    words = CleanTextField(
        label=_("Your answer"),
        help_text=_("Name the law or the reason. Who asks reads exactly what you write."),
        max_length=MAX_TEXT_LENGTH,
        rows=5,
    )


class ReassignRequestForm(RontalForm):
    """Colleague who takes over a request."""

    to = forms.TypedChoiceField(label=_("To whom"), coerce=int)

    def __init__(self, colleagues: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(colleagues)  # type: ignore[attr-defined]
