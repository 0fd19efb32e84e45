"""Forms for complaints and suggestions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.feedback.labels import CATEGORIES, KIND_HELP, KINDS, RATINGS
from rontal.feedback.rules.kinds import MAX_TEXT_LENGTH, Category, Kind
from rontal.feedback.services.opening import MAX_NAME_LENGTH, MAX_PHONE_LENGTH, MAX_TOPIC_LENGTH
from rontal.membership.rules.text import email_fault
from rontal.ui.forms import CleanCharField, CleanTextField, Helped, RontalForm


class FeedbackForm(RontalForm):
    """Complaint, suggestion, question or praise."""

    kind = forms.ChoiceField(
        label=_("What would you like to tell us?"),
        choices=[(kind.value, Helped(KINDS[kind], KIND_HELP[kind])) for kind in Kind],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    category = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Please choose")), *((c.value, CATEGORIES[c]) for c in Category)],
    )
    topic = CleanCharField(label=_("Summary"), max_length=MAX_TOPIC_LENGTH, required=False)
    words = CleanTextField(
        label=_("Tell us"),
        help_text=_("What happened, where and when? What would you like us to do?"),
        max_length=MAX_TEXT_LENGTH,
        rows=6,
    )
    name = CleanCharField(label=_("Name"), max_length=MAX_NAME_LENGTH, required=False)
    email = CleanCharField(
        label=_("Email"),
        help_text=_("We will also send the answer to this address."),
        max_length=254,
        required=False,
        widget=forms.EmailInput,
    )
    phone = CleanCharField(
        label=_("Phone or WhatsApp"), max_length=MAX_PHONE_LENGTH, required=False
    )

    def clean_email(self) -> str:
        """Refuses a malformed e-mail address."""
        email: str = self.cleaned_data["email"]
        if email and email_fault(email):
            raise forms.ValidationError(_("Enter an email address in the format name@example.id."))
        return email


class WordsForm(RontalForm):
    """Addition to a ticket, or the reason for reopening it."""

    words = CleanTextField(label=_("Your message"), max_length=MAX_TEXT_LENGTH, rows=4)


class RatingForm(RontalForm):
    """Rating of the answer, on the scale of the satisfaction survey."""

    stars = forms.TypedChoiceField(
        label=_("Did the answer help you?"),
        choices=list(RATINGS.items()),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
