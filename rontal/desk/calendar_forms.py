"""What staff fill in to change the working calendar."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from rontal.kernel.actors import Actor
from rontal.kernel.errors import Invalid
from rontal.standard import services
from rontal.standard.rules import HoursRefused, Week, WeekFrom
from rontal.standard.rules.entries import LONGEST_NAME, Entries, Span, Special
from rontal.standard.rules.hours import read_day, write_day
from rontal.standard.selectors import entries_after
from rontal.ui import sentences
from rontal.ui.forms import CleanCharField, DateGroupField, RontalForm

LONGEST_HOURS = 120
DAYS = tuple(f"day_{number}" for number in range(7))


class ChangeForm(RontalForm):
    """A change of the calendar: valid where the calendar after it can be. `after` holds that."""

    after: Entries

    def change(self, found: Entries) -> Entries:
        """The entries with the change; raises EntryRefused."""
        raise NotImplementedError

    def save(self, actor: Actor) -> None:
        """Makes the change."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Refuses what the calendar refuses, at the field where it is."""
        found = super().clean() or {}
        if not self.errors:
            try:
                self.after = entries_after(self.change)
            except Invalid as refused:
                self.refuse(refused)
        return found

    def refuse(self, refused: Invalid) -> None:
        """Says at each field what is wrong."""
        for name, code in refused.fields.items():
            self.add_error(name if name in self.fields else None, sentences.of_code(code))

    def seen(self) -> str:
        """What was typed, as one text: whether the shown effect is of what is now saved."""
        return "|".join(f"{self.cleaned_data.get(name)}" for name in self.fields)


class WeekForm(ChangeForm):
    """Seven lines of hours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(DAYS):
            self.fields[name] = CleanCharField(
                label=WEEKDAYS[number],
                max_length=LONGEST_HOURS,
                required=False,
                widget=forms.TextInput({"autocomplete": "off", "placeholder": _("closed")}),
            )

    def clean(self) -> dict[str, Any]:
        """Reads the hours of each day."""
        self.spans: dict[str, Any] = {}
        for name in DAYS:
            try:
                self.spans[name] = read_day(self.cleaned_data.get(name) or "")
            except HoursRefused as refused:
                self.add_error(name, sentences.of_code(refused.code))
        return super().clean()

    def week(self) -> Week:
        """The week as typed."""
        return tuple(self.spans[name] for name in DAYS)

    def lines(self) -> list[Any]:
        """The fields of the seven days."""
        return [self[name] for name in DAYS]


class WeeklyHoursForm(WeekForm):
    """An ordinary week from a date on."""

    first_day = DateGroupField(label=_("From which day on?"))

    def change(self, found: Entries) -> Entries:
        """With the week."""
        return found.with_week(self.cleaned_data["first_day"], self.week())

    def save(self, actor: Actor) -> None:
        """Sets the hours."""
        services.set_weekly_hours(
            valid_from=self.cleaned_data["first_day"], week=self.week(), actor=actor
        )


class SpanForm(ChangeForm):
    """A name and dates."""

    name = CleanCharField(label=_("What is it?"), max_length=LONGEST_NAME)
    first_day = DateGroupField(label=_("First day"))
    last_day = DateGroupField(label=_("Last day"))

    def span(self) -> tuple[str, date, date]:
        """The name and the dates as typed."""
        typed = self.cleaned_data
        return typed["name"], typed["first_day"], typed["last_day"]


class ClosingForm(SpanForm):
    """Days on which the library is closed."""

    def change(self, found: Entries) -> Entries:
        """With the closing."""
        return found.with_closing(Span(*self.span()))

    def save(self, actor: Actor) -> None:
        """Adds the closing."""
        name, first, last = self.span()
        services.add_closing(name=name, first_day=first, last_day=last, actor=actor)


class SpecialHoursForm(WeekForm, SpanForm):
    """Other hours for some days."""

    def change(self, found: Entries) -> Entries:
        """With the special hours."""
        return found.with_special(Special(*self.span(), week=self.week()))

    def save(self, actor: Actor) -> None:
        """Adds the special hours."""
        name, first, last = self.span()
        services.add_special_hours(
            name=name, first_day=first, last_day=last, week=self.week(), actor=actor
        )


def as_typed(week: Week) -> dict[str, str]:
    """A week as the form shows it."""
    return {name: write_day(spans) for name, spans in zip(DAYS, week, strict=True)}


def newest(weeks: tuple[WeekFrom, ...]) -> list[WeekFrom]:
    """Weeks by the date from which they hold, the newest first."""
    return sorted(weeks, key=lambda one: one.first, reverse=True)
