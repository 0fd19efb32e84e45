"""Forms of licences and loans."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from rontal.core.actors import Actor
from rontal.core.errors import Invalid
from rontal.desk.lending import labels
from rontal.desk.reports.report import month_name
from rontal.lending.models import Licence
from rontal.lending.prices import PriceRefused, price_of
from rontal.lending.rules import MAX_DAYS, MAX_SAMPLE, OF_TITLES, Batch, LicenceKind, Offer
from rontal.lending.services import ROLES_BY_END_REASON
from rontal.lending.usage.rules import MAX_MONTHS, VIEWS, Months, MonthsRefused, View, months
from rontal.membership.selectors import today
from rontal.standard.selectors import library
from rontal.ui.forms import CleanCharField, DateGroupField, RontalForm
from rontal.ui.uploads import LimitedMemoryUploadHandler, TooLargeFile

_CORRECTABLE = (
    "copies", "loans_allowed", "price", "identifier", "page_mark", "copy_characters", "devices",
    "longest_days", "sample_percent",
)  # fmt: skip
MAX_LOANS = 1_000_000
MAX_CHARACTERS = 100_000_000
MAX_DEVICES = 1_000


def _choices(labels_by_code: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(str(code), text) for code, text in labels_by_code.items()]


def _integer_field(most: int, *, least: int = 1, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(min_value=least, max_value=most, widget=widget, **options)


class EndForm(RontalForm):
    """Reason for which a loan is ended, among those that the actor's role permits.

    The page of a title (`member=False`) offers only reasons that concern the title, because
    staff do not see the borrower there.
    """

    reason = forms.ChoiceField(label=_("Why?"))

    def __init__(self, *args: Any, actor: Actor, member: bool) -> None:
        super().__init__(*args)
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            (str(reason), labels.REASONS[reason])
            for reason, enders in ROLES_BY_END_REASON.items()
            if actor.has_any(*enders) and (member or reason in OF_TITLES)
        ]


class OpeningReasonForm(RontalForm):
    """Reason for which staff open the loans of a member."""

    reason = forms.ChoiceField(label=_("Why?"), choices=_choices(labels.OPENING_REASONS))


class LicencesUpload(LimitedMemoryUploadHandler):
    """Upload handler that holds one supplier's file in memory."""

    most_bytes = 2_000_000


class LicenceImportForm(RontalForm):
    """Upload of a supplier's file of licences."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Supplier file"),
        help_text=_("CSV, XLSX, XLS, ODS, or JSON in ODL format, up to 2 MB."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
    )
    vendor = CleanCharField(
        label=_("Supplier name"),
        max_length=200,
        required=False,
        help_text=_("If not stated in the file."),
    )

    def clean_file(self) -> Any:
        """Returns the file; refuses one that was discarded because it is too large."""
        file = self.cleaned_data["file"]
        if isinstance(file, TooLargeFile):
            raise forms.ValidationError(_("The file must be smaller than 2 MB."))
        return file


class LicenceForm(RontalForm):
    """Licence that the library bought."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=_("What can the library do?"), choices=_choices(labels.KINDS))
    copies = _integer_field(
        10_000,
        label=_("Copies"),
        required=False,
        help_text=_("How many people can read at once. Empty: one."),
    )
    loans_allowed = _integer_field(
        MAX_LOANS,
        label=_("Total loans"),
        required=False,
        help_text=_("If the licence limits loans, for example 26."),
    )
    last_day = DateGroupField(
        label=_("Last day"), required=False, help_text=_("If the licence has an end date.")
    )
    vendor = CleanCharField(label=_("Supplier name"), max_length=200)
    reference = CleanCharField(label=_("Order number"), max_length=100, required=False)
    price = CleanCharField(
        label=_("Price of all copies"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
        help_text=_("For example 150000, 150.000 or 1.500.000,50."),
    )
    currency = CleanCharField(label=_("Currency"), max_length=3, min_length=3, initial="IDR")
    identifier = CleanCharField(
        label=_("Licence number"),
        max_length=200,
        required=False,
        help_text=_("As used by the supplier. Each number can be added once."),
    )
    page_mark = forms.BooleanField(
        label=_("Reader's number on pages"),
        required=False,
        help_text=_(
            "If the publisher requires it: pages of PDF and picture books show the reader's card "
            "number and the loan date at the bottom."
        ),
    )
    copy_characters = _integer_field(
        MAX_CHARACTERS,
        least=0,
        label=_("Characters that can be copied per loan"),
        required=False,
        help_text=_("Empty: no limit. 0: no copying. A page has about 2,000."),
    )
    devices = _integer_field(
        MAX_DEVICES,
        label=_("Devices at a time per loan"),
        required=False,
        help_text=_("Empty: no limit. Readers can switch devices and keep their place."),
    )
    longest_days = _integer_field(
        MAX_DAYS,
        label=_("Maximum loan days"),
        required=False,
        help_text=_("Empty: the library's loan period. Loans on this licence cannot be longer."),
    )
    sample_percent = _integer_field(
        MAX_SAMPLE,
        least=0,
        label=_("Sample size (percent of the book)"),
        required=False,
        help_text=_(
            "Empty or 0: no sample. Visitors can read it without signing in. The publisher sets "
            "how much."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Parses the price, whose format depends on the currency."""
        values: dict[str, Any] = super().clean() or {}
        try:
            values["price"] = price_of(values.get("price", ""), values.get("currency", ""))
        except PriceRefused as refused:
            self.add_error("price", str(labels.FAULTS[str(refused)]))
        return values

    def offer(self) -> Offer:
        return self._offer_of(LicenceKind(self.cleaned_data["kind"]))

    def _offer_of(self, kind: LicenceKind) -> Offer:
        values = self.cleaned_data
        ends = values["last_day"]
        return Offer(
            kind=kind,
            copies=0 if kind is LicenceKind.OPEN_ACCESS else values["copies"] or 1,
            ends_at=ends and datetime.combine(ends, time(23, 59, 59), library().tz),
            loans_allowed=values["loans_allowed"],
            identifier=values["identifier"],
            price=values["price"],
            page_mark=values["page_mark"],
            copy_characters=values["copy_characters"],
            devices=values["devices"],
            longest_days=values["longest_days"],
            sample_percent=values["sample_percent"] or 0,
        )

    def batch(self) -> Batch:
        """Returns the purchase: vendor, date, currency and order number."""
        values = self.cleaned_data
        return Batch(values["vendor"], today(), values["currency"].upper(), values["reference"])

    def refused(self, error: Invalid) -> None:
        """Adds the service's errors to their fields."""
        for name, code in error.fields.items():
            field = "last_day" if name == "ends_at" else name
            self.add_error(field, str(labels.FAULTS[code]))


class LicenceCorrectionForm(LicenceForm):
    """Correction of a licence's terms and number; its kind and purchase cannot change.

    Fields that do not apply to its kind are removed.
    """

    def __init__(self, *args: Any, licence: Licence) -> None:
        self.licence = licence
        ends = licence.ends_at and localdate(licence.ends_at, library().tz)
        first: dict[str, Any] = {name: getattr(licence, name) for name in _CORRECTABLE}
        price = licence.price if licence.price is None else f"{licence.price:f}".removesuffix(".00")
        super().__init__(*args, initial=first | {"last_day": ends, "price": price})
        removed = ["kind", "vendor", "reference", "currency"]
        if licence.kind == LicenceKind.ONE_COPY_ONE_READER:
            removed += ["loans_allowed", "last_day"]
        if licence.purchase is None:
            removed += ["price"]
        for name in removed:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Parses the price in the currency of the purchase; removed fields keep their value."""
        purchase = self.licence.purchase
        self.cleaned_data["currency"] = purchase.currency if purchase else ""
        values = super().clean()
        unchanged = {"loans_allowed": self.licence.loans_allowed, "last_day": None}
        return unchanged | values | ({} if purchase else {"price": self.licence.price})

    def offer(self) -> Offer:
        """Returns the corrected terms; an unchanged last day keeps its exact end time."""
        offer = self._offer_of(LicenceKind(self.licence.kind))
        is_same = self.cleaned_data["last_day"] == self.initial["last_day"]
        return replace(offer, ends_at=self.licence.ends_at) if is_same else offer


class CloseForm(RontalForm):
    """Reason for which a licence is ended early."""

    because = forms.ChoiceField(label=_("Why?"), choices=_choices(labels.ENDS))


class UsageForm(RontalForm):
    """Choice of a COUNTER report, its months and its file format."""

    use_required_attribute = False
    laporan = forms.ChoiceField(label=_("Report"), choices=_choices(labels.REPORTS))
    dari = forms.ChoiceField(label=_("From"))
    sampai = forms.ChoiceField(label=_("To"))
    bentuk = forms.ChoiceField(label=_("As"), choices=_choices(labels.FORMS))

    def __init__(self, months: Sequence[date], *args: Any) -> None:
        super().__init__(*args)
        choices = [(f"{month:%Y-%m}", month_name(month)) for month in months]
        for name in ("dari", "sampai"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def view(self) -> View:
        """Chosen COUNTER report."""
        return VIEWS[self.cleaned_data["laporan"]]

    @property
    def months(self) -> Months:
        """Chosen months; raises MonthsRefused."""
        first, last = (
            date.fromisoformat(f"{self.cleaned_data[name]}-01") for name in ("dari", "sampai")
        )
        return months(first, last, today=today())

    def clean(self) -> dict[str, Any] | None:
        """Refuses months in the wrong order, and more than `MAX_MONTHS`."""
        values = super().clean()
        if not self.errors:
            try:
                _months = self.months
            except MonthsRefused:
                most = {"most": MAX_MONTHS}
                self.add_error(
                    "sampai",
                    _("Choose a month on or after the first, up to %(most)s in total.") % most,
                )
        return values
