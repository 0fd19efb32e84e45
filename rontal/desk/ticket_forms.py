"""Forms in which staff handle complaints and suggestions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.core import clock
from rontal.desk.entry_forms import EntryForm, today
from rontal.feedback.labels import (
    CATEGORIES,
    CHANNELS,
    KINDS,
    OPEN_REASONS,
    PACES,
    SET_ASIDE,
)
from rontal.feedback.rules.kinds import (
    BY_STAFF,
    MAX_TEXT_LENGTH,
    Category,
    Channel,
    Kind,
    OpenReason,
    Pace,
    SetAside,
)
from rontal.feedback.services.opening import MAX_NAME_LENGTH, MAX_PHONE_LENGTH, MAX_TOPIC_LENGTH
from rontal.ui.forms import CleanCharField, CleanTextField, RontalForm


def _choices(words: Any, kinds: Any) -> list[tuple[str, Any]]:
    return [(one.value, words[one]) for one in kinds]


class TicketEntryForm(EntryForm):
    """Ticket received by suggestion box, phone, chat, e-mail or at the counter."""

    channel = forms.ChoiceField(
        label=_("How was it received?"),
        choices=_choices(CHANNELS, [one for one in Channel if one in BY_STAFF]),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it came.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=_choices(KINDS, Kind))
    category = forms.ChoiceField(label=_("Subject"), choices=_choices(CATEGORIES, Category))
    topic = CleanCharField(label=_("Summary"), max_length=MAX_TOPIC_LENGTH, required=False)
    words = CleanTextField(
        label=_("What the person wrote or said"),
        help_text=_("In their own words, without a name."),
        max_length=MAX_TEXT_LENGTH,
        rows=6,
    )
    name = CleanCharField(label=_("Name"), max_length=MAX_NAME_LENGTH, required=False)
    phone = CleanCharField(
        label=_("Phone or WhatsApp"), max_length=MAX_PHONE_LENGTH, required=False
    )
    field_order = (
        "channel", "received_on", "kind", "category", "topic", "words", "name", "email", "phone",
        "language",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].help_text = _("The time runs from this day, not from today.")

    def received_at(self) -> datetime:
        """Returns the time from which the deadline runs: now for a ticket received today, else the
        start of its day.
        """
        if self.cleaned_data["received_on"] == today():
            return clock.now()
        return super().received_at()


class ClassificationForm(RontalForm):
    """Kind and subject of a ticket, and how long its answer may take."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_choices(KINDS, Kind))
    category = forms.ChoiceField(label=_("Subject"), choices=_choices(CATEGORIES, Category))
    pace = forms.ChoiceField(label=_("Time of the answer"), choices=_choices(PACES, Pace))


class AnswerForm(RontalForm):
    """Answer as the person will read it; `template` is the id of the version it started from."""

    template = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    words = CleanTextField(
        label=_("Your answer"),
        help_text=_("The person will see exactly what you write."),
        max_length=MAX_TEXT_LENGTH,
        rows=8,
    )


class NoteForm(RontalForm):
    """Note for colleagues."""

    words = CleanTextField(
        label=_("Note"), help_text=_("Only shown to staff."), max_length=MAX_TEXT_LENGTH, rows=3
    )


class CloseWithoutAnswerForm(RontalForm):
    """Reason for which a ticket gets no answer."""

    why = forms.ChoiceField(
        label=_("Why?"),
        choices=_choices(SET_ASIDE, SetAside),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )


class OpeningReasonForm(RontalForm):
    """Reason for which encrypted name and contact are opened."""

    reason = forms.ChoiceField(label=_("Why?"), choices=_choices(OPEN_REASONS, OpenReason))


class ReassignForm(RontalForm):
    """Colleague who takes over a ticket."""

    to = forms.TypedChoiceField(label=_("To whom"), coerce=int)

    def __init__(self, colleagues: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(colleagues)  # type: ignore[attr-defined]
