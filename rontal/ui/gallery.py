"""Style guide with every user interface part on one page; in the demo only."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from rontal.core import clock
from rontal.ui.access import public
from rontal.ui.forms import CleanCharField, CleanTextField, DateGroupField, Helped, RontalForm

TITLES = [
    "Subak Menjaga Air",
    "Dongeng dari Tepi Sawah",
    "Cara Menjadi Anggota",
    "Lontar",
    "Gerimis di Jatiluwih",
    "Pasar Pagi",
]


class Specimen(RontalForm):
    """Form with each kind of control."""

    card = forms.FileField(label=_("Photo of the card"), help_text=_("All four corners visible."))
    full_name = CleanCharField(label=_("Full name"), max_length=100)
    nik = CleanCharField(label=_("NIK"), max_length=16, help_text=_("16 digits, on the card."))
    born = DateGroupField(label=_("Date of birth"))
    kind = forms.ChoiceField(
        label=_("Which card do you have?"),
        choices=[
            ("ktp", Helped(_("KTP"), _("17 years or older, or married"))),
            ("kia", Helped(_("KIA"), _("Child's card"))),
        ],
        widget=forms.RadioSelect,
    )
    village = forms.ChoiceField(label=_("Village"), choices=[("", "—"), ("a", "Delod Peken")])
    words = CleanTextField(label=_("Anything else?"), max_length=300, required=False)
    agree = forms.BooleanField(
        label=_("I agree that the library keeps my data for my membership"),
        help_text=_("Required. You can withdraw it at any time."),
    )


@public
def show_components(request: HttpRequest) -> HttpResponse:
    """Shows every part; with `?salah=1` the form has errors."""
    form = Specimen({"full_name": "", "nik": "5102"}) if "salah" in request.GET else Specimen()
    steps = [_("Photos"), _("Who you are"), _("Contact details"), _("Consent"), _("Review")]
    moments = [
        {"title": _("Sent"), "state": "done", "when": "08.10"},
        {"title": _("Activated by email"), "state": "done", "when": "08.24"},
        {"title": _("The library checks it"), "state": "now", "text": _("Decided by 4:24 pm.")},
        {"title": _("Verified and active"), "state": "next"},
    ]
    context = {
        "titles": TITLES,
        "form": form,
        "steps": steps,
        "moments": moments,
        "now": clock.now(),
    }
    return render(request, "ui/gallery.html", context)


@public
def show_error_page(request: HttpRequest, code: int) -> HttpResponse:
    known = code if code in (400, 403, 404, 500, 503) else 404
    return render(request, f"{known}.html", status=known)
