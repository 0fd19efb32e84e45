"""Labels of the service standard: components, steps, owners, channels; and formatted durations."""

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rontal.standard.publication.rules import Channel, Owner, Part
from rontal.standard.rules import Punctuality
from rontal.standard.rules.pawukon import BaliDay
from rontal.standard.steps.rules import Step

Words = dict[str, str | Promise]
PARTS: Words = {
    Part.REQUIREMENTS: _("Requirements"),
    Part.PROCEDURE: _("Procedure"),
    Part.TIME: _("Time"),
    Part.FEE: _("Fee"),
    Part.PRODUCT: _("Product"),
    Part.COMPLAINTS: _("Suggestions and complaints"),
    Part.LEGAL_BASIS: _("Legal basis"),
    Part.FACILITIES: _("Facilities"),
    Part.COMPETENCE: _("Staff competence"),
    Part.SUPERVISION: _("Internal supervision"),
    Part.STAFF_NUMBER: _("Number of staff"),
    Part.SERVICE_GUARANTEE: _("Service guarantee"),
    Part.SAFETY_GUARANTEE: _("Safety guarantee"),
    Part.EVALUATION: _("Evaluation"),
}
STEPS: Words = {
    Step.FORM: _("Filling in the form"),
    Step.ACTIVATION: _("Activating"),
    Step.DECISION: _("Check and decision"),
    Step.RESULT_MAIL: _("Sending the decision"),
    Step.SIGN_IN: _("First sign-in"),
}
MEANINGS: Words = {
    Step.FORM: _("From opening the form to submitting it."),
    Step.ACTIVATION: _("From when our mail server accepts the email until activation."),
    Step.DECISION: _("Working time with the system and our staff, until the decision."),
    Step.RESULT_MAIL: _("From the decision until our mail server accepts the email."),
    Step.SIGN_IN: _("From that email to the member's first sign-in."),
}
OWNERS: Words = {Owner.APPLICANT: _("The applicant's time"), Owner.LIBRARY: _("Our time")}
CHANNELS: Words = {
    Channel.BOX: _("Suggestion box"),
    Channel.PERSON: _("Contact person"),
    Channel.PHONE: _("Phone"),
    Channel.SMS: _("SMS"),
    Channel.WHATSAPP: _("WhatsApp"),
    Channel.EMAIL: _("Email"),
    Channel.WEB: _("Form on this website"),
}
PUNCTUALITY: Words = {
    Punctuality.ON_TIME: _("On time"),
    Punctuality.AT_RISK: _("At risk"),
    Punctuality.LATE: _("Late"),
}
BALI_DAYS: Words = {
    BaliDay.GALUNGAN_BEFORE: _("Day before Galungan"),
    BaliDay.GALUNGAN: _("Galungan"),
    BaliDay.GALUNGAN_AFTER: _("Day after Galungan"),
    BaliDay.KUNINGAN_BEFORE: _("Day before Kuningan"),
    BaliDay.KUNINGAN: _("Kuningan"),
    BaliDay.SARASWATI: _("Saraswati"),
    BaliDay.PAGERWESI: _("Pagerwesi"),
    BaliDay.NYEPI_BEFORE: _("Day before Nyepi"),
    BaliDay.NYEPI_AFTER: _("Day after Nyepi"),
}


def minutes(amount: int) -> str:
    """Returns a promised time as text: in hours where they are whole, else in minutes."""
    if amount % 60 == 0:
        hours = amount // 60
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return ngettext("%(n)s minute", "%(n)s minutes", amount) % {"n": amount}


def duration(seconds: int) -> str:
    """Returns a measured time as text: seconds below a minute, then minutes, hours or days."""
    if seconds < 60:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    whole = round(seconds / 60)
    if whole < 60:
        return ngettext("%(n)s minute", "%(n)s minutes", whole) % {"n": whole}
    hours, rest = divmod(whole, 60)
    if hours >= 48:
        days = round(hours / 24)
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if rest == 0:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return gettext("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
