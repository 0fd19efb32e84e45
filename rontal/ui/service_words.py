"""Labels of the service standard: components, steps, owners, channels; and formatted durations."""

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rontal.standard.publication.rules import Channel, Owner, Part
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
    Part.COMPETENCE: _("Competence of the staff"),
    Part.SUPERVISION: _("Internal supervision"),
    Part.STAFF_NUMBER: _("Number of staff"),
    Part.SERVICE_GUARANTEE: _("Guarantee of service"),
    Part.SAFETY_GUARANTEE: _("Guarantee of safety"),
    Part.EVALUATION: _("Evaluation"),
}
STEPS: Words = {
    Step.FORM: _("Filling in the form"),
    Step.ACTIVATION: _("Activating"),
    Step.DECISION: _("Checking and deciding"),
    Step.RESULT_MAIL: _("Sending the result"),
    Step.SIGN_IN: _("Signing in for the first time"),
}
MEANINGS: Words = {
    Step.FORM: _("From opening the form to sending it."),
    Step.ACTIVATION: _("From the moment our mail server took the e-mail to the activation."),
    Step.DECISION: _("Working time with the system and our staff, until the decision."),
    Step.RESULT_MAIL: _("From the decision to the moment our mail server took the e-mail."),
    Step.SIGN_IN: _("From that e-mail to the first sign-in of a member."),
}
OWNERS: Words = {Owner.APPLICANT: _("The applicant's time"), Owner.LIBRARY: _("Our time")}
CHANNELS: Words = {
    Channel.BOX: _("Suggestion box"),
    Channel.PERSON: _("Contact person"),
    Channel.PHONE: _("Phone"),
    Channel.SMS: _("SMS"),
    Channel.WHATSAPP: _("WhatsApp"),
    Channel.EMAIL: _("E-mail"),
    Channel.WEB: _("Form on this site"),
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
