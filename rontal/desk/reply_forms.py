"""Form of a reply template, as the head edits it."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rontal.desk import labels
from rontal.membership.rules.kinds import CorrectionReason, RejectionReason
from rontal.standard.replies.rules import (
    LAST_PLACE,
    MAX_NAME_LENGTH,
    MAX_TEXT_LENGTH,
    PLACEHOLDERS,
    Reply,
    ReplyKind,
    unknown,
)
from rontal.ui.forms import CleanCharField, CleanTextField, RontalForm

REASONS = {
    ReplyKind.CORRECTION: [(one.value, labels.CORRECTIONS[one]) for one in CorrectionReason],
    ReplyKind.REJECTION: [(one.value, labels.REJECTIONS[one]) for one in RejectionReason],
    ReplyKind.TICKET: [],
    ReplyKind.DATA_REQUEST: [],
}


class ReplyForm(RontalForm):
    """Name, reasons, text in both languages and sort position of a template of one kind."""

    name = CleanCharField(
        label=_("Name"),
        help_text=_("Only shown to staff, in the list of templates."),
        max_length=MAX_NAME_LENGTH,
    )
    reasons = forms.MultipleChoiceField(
        label=_("Reasons it selects"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.ChoiceField(label=_("Reason it selects"), widget=forms.RadioSelect)
    words = CleanTextField(label=_("Indonesian text"), max_length=MAX_TEXT_LENGTH, rows=5)
    words_en = CleanTextField(label=_("English text"), max_length=MAX_TEXT_LENGTH, rows=5)
    place = forms.IntegerField(
        label=_("Place in the list"),
        help_text=_("The most used come first; this sets the order of those used equally often."),
        min_value=1,
        max_value=LAST_PLACE,
        initial=100,
    )
    number = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, kind: ReplyKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name, of_kind in (("reasons", ReplyKind.CORRECTION), ("reason", ReplyKind.REJECTION)):
            if kind is of_kind:
                self.fields[name].choices = REASONS[kind]  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    @classmethod
    def of(cls, reply: Reply, number: int) -> "ReplyForm":
        """Returns the form filled with an existing template; `number` is its current version."""
        initial = {
            "name": reply.name,
            "reasons": list(reply.reasons),
            "reason": reply.reasons[0] if reply.reasons else "",
            "words": reply.words,
            "words_en": reply.words_en,
            "place": reply.place,
            "number": number,
        }
        return cls(reply.kind, initial=initial)

    def clean_words(self) -> str:
        """Refuses placeholders that a template of this kind does not know."""
        return self._known("words")

    def clean_words_en(self) -> str:
        """Validates the English text as `clean_words` does the Indonesian one."""
        return self._known("words_en")

    def take_number(self, number: int) -> None:
        """Sets the version number that saving will follow, after a conflict with another edit."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["number"] = str(number)
        self.data = data

    def value(self) -> Reply:
        """Returns the submitted template."""
        values = self.cleaned_data
        one = [values["reason"]] if values.get("reason") else []
        return Reply(
            kind=self.kind,
            name=values["name"],
            reasons=tuple(values.get("reasons") or one),
            words=values["words"],
            words_en=values["words_en"],
            place=values["place"],
        )

    def _known(self, field: str) -> str:
        words: str = self.cleaned_data[field]
        if unknown_names := unknown(words, self.kind):
            strange = ", ".join(name if name in "{}" else f"{{{name}}}" for name in unknown_names)
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS[self.kind])
            message = _("%(strange)s is not a known placeholder. You can use %(known)s.")
            raise forms.ValidationError(message % {"strange": strange, "known": known})
        return words
