"""Smaller forms of cataloguing; the form of a title is in `title_form`."""

import io
from typing import Any

from django import forms
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from records.books.reader import MAX_FILE
from records.codes import AgentKind, Audience
from records.errors import FileTooLarge
from rontal.catalogue.batches import Batch
from rontal.catalogue.importing.kinds import OpenAccess
from rontal.catalogue.labels import AUDIENCES
from rontal.catalogue.states import TitleState
from rontal.desk.collection import labels
from rontal.desk.collection.title_form import MAX_AGE, classification, language_choices
from rontal.ui import sentences
from rontal.ui.forms import CleanCharField, CleanTextField, RontalForm
from rontal.ui.uploads import LimitedMemoryUploadHandler, TooLargeFile

LEAVE = _("— no change —")
MAX_COPIES = 1000


class CoverUpload(LimitedMemoryUploadHandler):
    """Upload handler that holds one image in memory."""

    most_bytes = 15_000_000


class CoverForm(RontalForm):
    """Upload of a cover image."""

    use_required_attribute = False
    cover = forms.FileField(
        label=_("Cover image"),
        help_text=_("JPEG, PNG, WebP or GIF, up to 15 MB. It is shown in full, never cropped."),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": "image/*", "data-preview": True}),
        error_messages={"required": _("Choose a picture first.")},
    )

    def clean_cover(self) -> Any:
        """Returns the image; refuses one that was discarded because it is too large."""
        file = self.cleaned_data["cover"]
        if isinstance(file, TooLargeFile):
            raise forms.ValidationError(_("The image must be smaller than 15 MB."))
        return file


class BookUpload(TemporaryFileUploadHandler):
    """Upload handler for one book file in a temporary file, deleted after the response.

    A file larger than `MAX_FILE` is truncated and discarded.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._over = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Writes a chunk, or discards the file once it exceeds `MAX_FILE`."""
        self._over = self._over or start + len(raw_data) > MAX_FILE
        if self._over:
            self.file.truncate(0)
        else:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> Any:
        """Returns the file, or a `TooLargeFile` in place of one that was discarded."""
        if not self._over:
            return super().file_complete(file_size)
        self.file.close()
        return TooLargeFile(io.BytesIO(), self.field_name, self.file_name, "", 0, None)


class FileForm(RontalForm):
    """Upload of a book file, and who may read it."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("A book file"),
        help_text=_(
            "EPUB, PDF or CBZ, up to 500 MB. If there are two in one format, readers get the newer"
            " one."
        ),
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput({"accept": ".epub,.pdf,.cbz"}),
        error_messages={"required": _("Choose a file first.")},
    )
    access = forms.ChoiceField(
        label=_("Who can get the file"),
        choices=[
            (OpenAccess.BY_RIGHTS, _("Open access if the book says so, otherwise for loan")),
            (OpenAccess.NONE, _("Lent to members")),
            (OpenAccess.ALL, _("Open to everyone")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"access": OpenAccess.BY_RIGHTS})

    def clean_file(self) -> Any:
        """Returns the file; refuses one that was discarded because it is too large."""
        file = self.cleaned_data["file"]
        if isinstance(file, TooLargeFile):
            raise forms.ValidationError(sentences.of_code(FileTooLarge.code))
        return file

    @property
    def values(self) -> dict[str, Any]:
        """Keyword arguments for `services.add_file`."""
        file, chosen = self.cleaned_data["file"], self.cleaned_data["access"]
        return {"content": file.file, "file_name": file.name, "access": OpenAccess(chosen)}


class WithdrawForm(RontalForm):
    """Reason for which a title is withdrawn."""

    reason = CleanCharField(
        label=_("Why are you withdrawing it?"),
        max_length=300,
        help_text=_("Shown to staff later. For example: the right to lend it has ended."),
    )


class CopiesForm(RontalForm):
    """Number of copies to add or to remove."""

    copies = forms.IntegerField(
        label=_("How many copies?"),
        min_value=1,
        max_value=MAX_COPIES,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class AgentForm(RontalForm):
    """Authority record of a person or corporate body."""

    name = CleanCharField(label=_("Name"), max_length=300, help_text=_("As commonly used."))
    sort_name = CleanCharField(
        label=_("Name in lists"),
        max_length=300,
        required=False,
        help_text=_("As lists order it, such as “Toer, Pramoedya Ananta”. Empty: like the name."),
    )
    dates = CleanCharField(
        label=_("Years of life"),
        max_length=60,
        required=False,
        help_text=_("For example 1925–2006."),
    )
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=list(labels.KINDS.items()), widget=forms.RadioSelect
    )

    @property
    def values(self) -> dict[str, Any]:
        """Keyword arguments for `services.rename_agent`."""
        return self.cleaned_data | {"kind": AgentKind(self.cleaned_data["kind"])}


class SubjectForm(RontalForm):
    """Name of a subject."""

    name = CleanCharField(label=pgettext_lazy("titles", "Subject"), max_length=200)


class SeriesForm(RontalForm):
    """Name of a series."""

    name = CleanCharField(label=_("Series"), max_length=300)


class PickForm(RontalForm):
    """Recommendation of a title: a sentence and the days on which it is shown."""

    note = CleanCharField(
        label=_("Why should people read it?"),
        max_length=300,
        required=False,
        help_text=_("One sentence for readers, shown beside the title."),
    )
    since = forms.DateField(
        label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: until you remove it."),
    )


class BatchForm(RontalForm):
    """Changes to many titles; empty fields are left unchanged."""

    use_required_attribute = False
    language = forms.ChoiceField(label=_("Language"), required=False)
    audience = forms.ChoiceField(label=_("For whom"), required=False)
    age_from = forms.IntegerField(
        label=_("From age"), min_value=0, max_value=MAX_AGE, required=False, widget=forms.TextInput
    )
    age_to = forms.IntegerField(
        label=_("To age"), min_value=0, max_value=MAX_AGE, required=False, widget=forms.TextInput
    )
    publisher = CleanCharField(label=_("Publisher"), max_length=300, required=False)
    classification = CleanCharField(label=_("Classification (DDC)"), max_length=40, required=False)
    series = CleanCharField(label=_("Series"), max_length=300, required=False)
    rights = CleanCharField(label=_("Rights"), max_length=500, required=False)
    add_subjects = CleanTextField(
        label=_("Add subjects"), required=False, rows=3, help_text=_("One per line.")
    )
    remove_subjects = CleanTextField(
        label=_("Remove subjects"), required=False, rows=3, help_text=_("One per line.")
    )
    state = forms.ChoiceField(label=_("Publish or withdraw"), required=False)
    reason = CleanCharField(
        label=_("Why are you withdrawing them?"), max_length=300, required=False
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        choices: dict[str, list[tuple[str, Any]]] = {
            "language": language_choices(),
            "audience": [(str(code), text) for code, text in AUDIENCES.items()],
            "state": [
                (TitleState.PUBLIC, _("Publish titles")),
                (TitleState.WITHDRAWN, _("Withdraw from the collection")),
            ],
        }
        for name, known in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", LEAVE), *known]

    def clean_classification(self) -> str:
        """Validates the classification as the form of a title does."""
        return classification(self.cleaned_data["classification"])

    def clean(self) -> dict[str, Any]:
        """Requires a change, ordered ages, and a reason where titles are withdrawn."""
        values = super().clean() or {}
        low, high = values.get("age_from"), values.get("age_to")
        if low is not None and high is not None and low > high:
            self.add_error("age_to", _("Enter an age that is not lower than the first age."))
        if values.get("state") == TitleState.WITHDRAWN and not values.get("reason"):
            self.add_error("reason", _("Enter why you are withdrawing the titles."))
        if not self.errors and not any(value not in (None, "") for value in values.values()):
            raise forms.ValidationError(_("No changes to make yet."))
        return values

    def batch(self) -> Batch:
        """Returns the requested changes."""
        values = self.cleaned_data
        return Batch(
            language=values["language"] or None,
            audience=str(Audience(values["audience"])) if values["audience"] else None,
            age_from=values["age_from"],
            age_to=values["age_to"],
            publisher=values["publisher"] or None,
            classification=values["classification"] or None,
            series=values["series"] or None,
            rights=values["rights"] or None,
            add_subjects=_split_lines(values["add_subjects"]),
            remove_subjects=_split_lines(values["remove_subjects"]),
            state=TitleState(values["state"]) if values["state"] else None,
            reason=values["reason"],
        )


def _split_lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip()[:200] for line in text.splitlines() if line.strip()))
