"""Forms in which staff change the working calendar."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from rontal.core.actors import Actor
from rontal.core.errors import Invalid
from rontal.standard import services
from rontal.standard.rules import HoursRefused, Week, WeekFrom
from rontal.standard.rules.entries import MAX_NAME_LENGTH, Entries, Span, Special
from rontal.standard.rules.hours import read_day, write_day
from rontal.standard.selectors import entries_after
from rontal.ui import sentences
from rontal.ui.forms import CleanCharField, DateGroupField, RontalForm

MAX_HOURS_LENGTH = 120
DAYS = tuple(f"day_{number}" for number in range(7))


class ChangeForm(RontalForm):
    """Base of forms that change the calendar.

    Valid only where the changed calendar is valid; `after` then holds the changed entries.
    """

    after: Entries

    def change(self, entries: Entries) -> Entries:
        """Returns the entries with this change applied; raises EntryRefused."""
        raise NotImplementedError

    def save(self, actor: Actor) -> None:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Applies the change on trial and adds the errors of a refused one to their fields."""
        values = super().clean() or {}
        if not self.errors:
            try:
                self.after = entries_after(self.change)
            except Invalid as refused:
                self.refuse(refused)
        return values

    def refuse(self, refused: Invalid) -> None:
        """Adds each error to its field, or to the whole form where the field is not in it."""
        for name, code in refused.fields.items():
            self.add_error(name if name in self.fields else None, sentences.of_code(code))

    def fingerprint(self) -> str:
        """Joins the submitted values into one text.

        The view compares it with the text of the previewed change, so that nothing is saved that
        differs from the preview.
        """
        return "|".join(f"{self.cleaned_data.get(name)}" for name in self.fields)


class WeekForm(ChangeForm):
    """Opening hours for seven weekdays, one field a day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(DAYS):
            self.fields[name] = CleanCharField(
                label=WEEKDAYS[number],
                max_length=MAX_HOURS_LENGTH,
                required=False,
                widget=forms.TextInput({"autocomplete": "off", "placeholder": _("closed")}),
            )

    def clean(self) -> dict[str, Any]:
        """Parses the hours of each day into `spans`."""
        self.spans: dict[str, Any] = {}
        for name in DAYS:
            try:
                self.spans[name] = read_day(self.cleaned_data.get(name) or "")
            except HoursRefused as refused:
                self.add_error(name, sentences.of_code(refused.code))
        return super().clean()

    def week(self) -> Week:
        """Returns the parsed hours of the seven days, Monday first."""
        return tuple(self.spans[name] for name in DAYS)

    def lines(self) -> list[Any]:
        """Returns the bound fields of the seven days, Monday first."""
        return [self[name] for name in DAYS]


class WeeklyHoursForm(WeekForm):
    """Regular weekly hours that are valid from a date on."""

    first_day = DateGroupField(label=_("From which day?"))

    def change(self, entries: Entries) -> Entries:
        return entries.with_week(self.cleaned_data["first_day"], self.week())

    def save(self, actor: Actor) -> None:
        services.set_weekly_hours(
            valid_from=self.cleaned_data["first_day"], week=self.week(), actor=actor
        )


class SpanForm(ChangeForm):
    """Name, first day and last day of an entry of the calendar."""

    name = CleanCharField(label=_("What is it?"), max_length=MAX_NAME_LENGTH)
    first_day = DateGroupField(label=_("First day"))
    last_day = DateGroupField(label=_("Last day"))

    def span(self) -> tuple[str, date, date]:
        """Returns the submitted name, first day and last day."""
        typed = self.cleaned_data
        return typed["name"], typed["first_day"], typed["last_day"]


class ClosingForm(SpanForm):
    """Days on which the library is closed."""

    def change(self, entries: Entries) -> Entries:
        return entries.with_closing(Span(*self.span()))

    def save(self, actor: Actor) -> None:
        name, first, last = self.span()
        services.add_closing(name=name, first_day=first, last_day=last, actor=actor)


class SpecialHoursForm(WeekForm, SpanForm):
    """Weekly hours that replace the regular ones between two days."""

    def change(self, entries: Entries) -> Entries:
        return entries.with_special(Special(*self.span(), week=self.week()))

    def save(self, actor: Actor) -> None:
        name, first, last = self.span()
        services.add_special_hours(
            name=name, first_day=first, last_day=last, week=self.week(), actor=actor
        )


def as_typed(week: Week) -> dict[str, str]:
    """Returns a week as the initial values of a `WeekForm`."""
    return {name: write_day(spans) for name, spans in zip(DAYS, week, strict=True)}


def newest(weeks: tuple[WeekFrom, ...]) -> list[WeekFrom]:
    """Returns weekly hours sorted by their first day of validity, newest first."""
    return sorted(weeks, key=lambda one: one.first, reverse=True)
