"""Form for the catalogue record of a title."""

import contextlib
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from records.codes import Audience, Scheme
from records.record import Record
from rontal.catalogue import facts as known_facts
from rontal.catalogue.labels import AUDIENCES, language_name
from rontal.catalogue.models import Agent
from rontal.catalogue.selectors import with_authority_forms
from rontal.desk.collection import title_rows
from rontal.desk.collection.labels import FEATURES
from rontal.desk.collection.title_rows import Rows
from rontal.ui.forms import CleanCharField, CleanTextField, RontalForm

LANGUAGES = (
    "id", "ban", "jv", "su", "ms", "min", "mad", "bug", "ace", "bjn", "sas", "bbc", "kaw", "sa",
    "en", "ar", "nl", "de", "fr", "es", "ja", "zh",
)  # fmt: skip
EARLIEST, LATEST = 1, 2199
MAX_AGE = 120
FEATURE = "accessibilityFeature"
SALT = "form of a title"
EMPTY: Final = known_facts.of(Record(title="", language="id"))
PLAIN = (
    "title", "subtitle", "classification", "series", "series_number", "publisher", "place", "year",
    "edition", "extent", "language", "audience", "age_from", "age_to", "description", "rights",
)  # fmt: skip


def language_choices(also: str = "") -> list[tuple[str, Any]]:
    """Returns choices of languages by name, including the title's own language `also`."""
    tags = {*LANGUAGES, *([also] if also and also != "und" else [])}
    named = sorted((language_name(tag) or tag, tag) for tag in tags)
    return [("und", pgettext_lazy("language", "Not known")), *((tag, name) for name, tag in named)]


def _text_field(label: Any, length: int, help_text: Any = "") -> CleanCharField:
    return CleanCharField(label=label, max_length=length, required=False, help_text=help_text)


def _integer_field(label: Any, low: int, high: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=low,
        max_value=high,
        required=False,
        help_text=help_text,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


def classification(value: str) -> str:
    """Returns a classification with a decimal point; raises ValidationError without a digit."""
    text = value.replace(",", ".")
    if text and not any(char.isdigit() for char in text):
        raise forms.ValidationError(_("A classification begins with digits, such as 899.221."))
    return text


def _signed_facts(data: Any) -> tuple[Mapping[str, Any], int]:
    """Returns the facts and the newest revision that the form showed when it was opened.

    Without a valid signature it returns empty facts, so that every difference is reported as a
    conflict and nothing is overwritten.
    """
    with contextlib.suppress(signing.BadSignature):
        base, revision = signing.loads(str(data.get("shown", "")), salt=SALT)
        return EMPTY | base, revision
    return EMPTY, 0


class TitleForm(RontalForm):
    """Form to create or edit a title.

    Carries, signed, the facts that it showed when it was opened (`base`) and the newest revision
    then (`revision`), to distinguish what was typed from what others changed meanwhile. After
    `facts()`, `retyped` lists typed names that are stored in another spelling.
    """

    use_required_attribute = False
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    title = CleanCharField(label=_("Title"), max_length=500)
    subtitle = _text_field(_("Subtitle"), 500)
    publisher = _text_field(_("Publisher"), 300)
    place = _text_field(_("Place"), 200)
    year = _integer_field(_("Year"), EARLIEST, LATEST)
    edition = _text_field(_("Edition"), 200)
    extent = _text_field(_("Extent"), 200, _("For example: 214 pages."))
    language = forms.ChoiceField(label=_("Language"), required=False)
    audience = forms.ChoiceField(
        label=_("For whom"), choices=list(AUDIENCES.items()), widget=forms.RadioSelect
    )
    age_from = _integer_field(_("From age"), 0, MAX_AGE)
    age_to = _integer_field(_("To age"), 0, MAX_AGE)
    series = _text_field(_("Series"), 300)
    series_number = _text_field(_("Number in the series"), 40)
    classification = _text_field(
        _("Classification (DDC)"),
        40,
        _("Three digits and, if need be, more after a point: 899.221 is Indonesian literature."),
    )
    description = CleanTextField(
        label=_("Description"),
        required=False,
        rows=7,
        help_text=_("What the book is about, in a few sentences. Readers can search this text."),
    )
    rights = _text_field(_("Rights"), 500, _("As stated by the publisher."))
    features = forms.MultipleChoiceField(
        label=_("Accessibility"),
        choices=list(FEATURES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        facts: Mapping[str, Any] | None = None,
        revision: int = 0,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        """Fills the form from posted data, else from a title's facts, else empty.

        `typed` are values that replace those of `facts` when the form is shown again after a
        conflict.
        """
        self.base, self.revision = (
            _signed_facts(data) if data is not None else (facts or EMPTY, revision)
        )
        plain = typed or self.base
        first = {name: plain[name] for name in PLAIN}
        first |= {"features": plain["accessibility"].get(FEATURE, [])}
        if facts:
            first["shown"] = signing.dumps([facts, revision], salt=SALT, compress=True)
        super().__init__(data, initial=first)
        self.retyped: list[str] = []
        self.rows: Rows = title_rows.read(data) if data is not None else title_rows.of_facts(plain)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = language_choices(str(plain["language"]))

    def clean_classification(self) -> str:
        """Requires a digit in the classification."""
        return classification(self.cleaned_data["classification"])

    def clean(self) -> dict[str, Any]:
        """Requires ordered ages, and rows without errors."""
        values = super().clean() or {}
        low, high = values.get("age_from"), values.get("age_to")
        if low is not None and high is not None and low > high:
            self.add_error("age_to", _("Enter an age that is not lower than the first age."))
        if self.rows.wrong:
            self.add_error(
                None, _("A name or number of the book is wrong. Correct the fields below.")
            )
        return values

    @property
    def isbns(self) -> set[str]:
        """ISBNs that were typed."""
        return {row.value for row in self.rows.numbers if row.scheme == Scheme.ISBN}

    def facts(self) -> known_facts.Facts:
        """Returns the submitted values as facts, with names as the authorities spell them.

        Three queries at most.
        """
        values = {name: self.cleaned_data[name] for name in PLAIN}
        values["language"] = values["language"] or "und"
        values["audience"] = str(Audience(values["audience"]))
        known = _authorities_by_name(title_rows.names(self.rows.people))
        values["credits"] = [row.credit(known) for row in self.rows.people]
        values["subjects"] = [row.name for row in self.rows.subjects]
        values["numbers"] = [[str(row.scheme), row.value] for row in self.rows.numbers]
        settled_facts = with_authority_forms(values | {"accessibility": self._accessibility()})
        typed = {values["series"], *values["subjects"]} - {""}
        self.retyped = sorted(typed - {settled_facts["series"], *settled_facts["subjects"]})
        return settled_facts

    def record(self) -> Record:
        return known_facts.record(self.facts())

    def opened(self) -> Record:
        return known_facts.record(self.base)

    def _accessibility(self) -> dict[str, list[str]]:
        """Returns the ticked features with those that the form does not show.

        Keeps the stored order where the set of features is unchanged.
        """
        stored = {name: list(values) for name, values in self.base["accessibility"].items()}
        before = stored.pop(FEATURE, [])
        hidden = [code for code in before if code not in FEATURES]
        features = [*self.cleaned_data["features"], *hidden]
        features = before if set(features) == set(before) else features
        return stored | ({FEATURE: features} if features else {})


def _authorities_by_name(names: set[str]) -> dict[str, tuple[str, str, str]]:
    """Returns sort name, dates and kind by name, for names that exactly one authority has."""
    authorities: dict[str, tuple[str, str, str]] = {}
    twice = set()
    rows = Agent.objects.filter(name__in=names, joined_to=None) if names else Agent.objects.none()
    for agent in rows:
        twice |= {agent.name} & authorities.keys()
        authorities[agent.name] = (agent.sort_name, agent.dates, agent.kind)
    return {name: value for name, value in authorities.items() if name not in twice}
