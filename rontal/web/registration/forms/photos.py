"""Step one of registration: the photos, validated by `membership` when they are attached."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.core.errors import DomainError
from rontal.membership.rules.kinds import Slot
from rontal.ui import sentences
from rontal.ui.forms import RontalForm


class PhotosForm(RontalForm):
    """Photos of card and face, and a further document of applicants from elsewhere."""

    use_required_attribute = False
    card = forms.FileField(
        label=_("Photo of the identity card"),
        help_text=_("Lay the card flat in good light, so that every line can be read."),
    )
    face = forms.FileField(
        label=_("Photo of your face"),
        help_text=_("Facing the camera, without sunglasses, with nobody else in the picture."),
    )
    extra = forms.FileField(
        label=_("Another document"),
        help_text=_(
            "You live outside the library's regency. Show that you work, study or stay here: a "
            "letter, a student card or a certificate of residence."
        ),
    )

    def __init__(self, slots: tuple[Slot, ...], *, optional: tuple[Slot, ...] = ()) -> None:
        super().__init__({})
        for slot in Slot:
            if slot not in slots:
                del self.fields[slot.value]
        for slot in optional:
            self.fields[slot.value].required = False
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data: dict[str, Any] = {}

    def refuse(self, slot: Slot, error: DomainError) -> None:
        """Adds the error of a refused photo to its field."""
        self.add_error(slot.value, sentences.of(error))

    def miss(self, slot: Slot, code: str) -> None:
        """Adds the error of a missing photo to its field, unless that has one."""
        if slot.value not in self.errors:
            self.add_error(slot.value, sentences.of_code(code))
