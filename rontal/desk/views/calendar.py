"""Pages of the working calendar: the year, hours, closings, Balinese days.

A change that would move due times first shows how many.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.accounts.roles import CALENDAR_EDITORS
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.desk import calendar_forms as forms
from rontal.desk.selectors import calendar_year as years
from rontal.membership.selectors.promises import Moved
from rontal.standard import services
from rontal.standard.rules.entries import Entries
from rontal.standard.selectors import calendar_of, entries, entries_after
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of

ANSWERS: dict[str, tuple[Callable[..., None], Callable[[Entries, date], Entries]]] = {
    "libur": (services.confirm_day, lambda stored, day: stored.with_answer(day, off=True)),
    "kerja": (services.reject_day, lambda stored, day: stored.with_answer(day, off=False)),
    "kembali": (services.remove_answer, lambda stored, day: stored.without_answer(day)),
}


@access.staff(*CALENDAR_EDITORS)
@require_safe
def year(request: HttpRequest) -> HttpResponse:
    language = str(getattr(request, "LANGUAGE_CODE", "id"))
    page = years.year_page(years.year_of(request.GET.get("tahun", "")), language)
    context = {"page": page, "weeks": forms.newest(page.entries.weeks), "today": years.today()}
    return render(request, "desk/calendar.html", context)


@access.staff(*CALENDAR_EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def weekly_hours(request: HttpRequest) -> HttpResponse:
    """Changes the regular weekly hours from a date on."""
    initial = {"first_day": years.today()} | _week_in_force(years.today())
    form = forms.WeeklyHoursForm(request.POST or None, initial=initial)
    return _preview_and_save(request, form, gettext_lazy("Regular weekly hours"))


@access.staff(*CALENDAR_EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def special_hours(request: HttpRequest) -> HttpResponse:
    """Adds special hours for some days."""
    day = _day(request.GET.get("hari", ""))
    initial: dict[str, Any] = _week_in_force(day or years.today())
    if day:
        initial |= {"first_day": day, "last_day": day}
    form = forms.SpecialHoursForm(request.POST or None, initial=initial)
    return _preview_and_save(request, form, gettext_lazy("Special hours"))


@access.staff(*CALENDAR_EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest) -> HttpResponse:
    """Adds days on which the library is closed."""
    form = forms.ClosingForm(request.POST or None)
    return _preview_and_save(request, form, gettext_lazy("Closing"))


@access.staff(*CALENDAR_EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Confirms (GET, with the effect on due times) and removes (POST) an entry."""
    name, change, take = _removal(key, number, actor_of(request))
    context: dict[str, Any] = {"name": name, "key": key, "number": number}
    try:
        after = entries_after(change)
        if request.method == "POST":
            effect = years.effect_of(after)
            take()
            notes.success(request, _saved_sentence(effect))
            return redirect("desk:calendar")
        context["effect"] = years.effect_of(after)
    except Invalid as refused:
        context["refused"] = [sentences.of_code(code) for code in refused.fields.values()]
    return render(request, "desk/calendar_remove.html", context)


@access.staff(*CALENDAR_EDITORS)
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Confirms or refuses a proposed day off, or withdraws the answer."""
    day = _day(request.POST.get("hari", ""))
    if day is None or request.POST.get("jawaban") not in ANSWERS:
        raise NotFound
    act, change = ANSWERS[request.POST["jawaban"]]
    try:
        effect = years.effect_of(entries_after(lambda stored: change(stored, day)))
        act(day=day, actor=actor_of(request))
        notes.success(request, _saved_sentence(effect))
    except Invalid as refused:
        for code in refused.fields.values():
            notes.error(request, sentences.of_code(code))
    return redirect(f"{reverse('desk:calendar')}?tahun={day.year}#hari-{day:%m-%d}")


def _preview_and_save(request: HttpRequest, form: forms.ChangeForm, title: Any) -> HttpResponse:
    """Shows the form, then the form with the change's effect, then saves the previewed change."""
    context: dict[str, Any] = {"form": form, "title": title}
    if request.method == "POST" and form.is_valid():
        effect = years.effect_of(form.after)
        if request.POST.get("dilihat") == form.fingerprint():
            form.save(actor_of(request))
            notes.success(request, _saved_sentence(effect))
            return redirect("desk:calendar")
        context |= {"effect": effect, "seen": form.fingerprint()}
    return render(request, "desk/calendar_form.html", context)


def _removal(
    key: str, number: int, actor: Actor
) -> tuple[str, Callable[[Entries], Entries], Callable[[], None]]:
    """Returns an entry's name, a function that removes it on trial, and one that removes it.

    Raises NotFound.
    """
    stored = entries()
    names = {
        "penutupan": {one.id: one.name for one in stored.closings},
        "jam-khusus": {one.id: one.name for one in stored.special},
        "jam": {one.first.toordinal(): _("Regular weekly hours") for one in stored.weeks},
    }.get(key, {})
    if number not in names:
        raise NotFound
    if key == "penutupan":
        take = partial(services.remove_closing, entry_id=number, actor=actor)
        return names[number], lambda entered: entered.without_closing(number), take
    if key == "jam-khusus":
        take = partial(services.remove_special_hours, entry_id=number, actor=actor)
        return names[number], lambda entered: entered.without_special(number), take
    day = date.fromordinal(number)
    take = partial(services.remove_weekly_hours, valid_from=day, actor=actor)
    return names[number], lambda entered: entered.without_week(day), take


def _week_in_force(day: date) -> dict[str, Any]:
    return dict(forms.as_typed(calendar_of(entries()).week_of(day)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _saved_sentence(effect: Moved) -> str:
    if not effect.moved:
        return _("Saved. No due times changed.")
    return ngettext(
        "Saved. The due time of %(number)s open application is being updated.",
        "Saved. The due times of %(number)s open applications are being updated.",
        effect.moved,
    ) % {"number": effect.moved}
