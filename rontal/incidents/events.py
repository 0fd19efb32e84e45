"""Events of incidents. None contains text, a name or an address."""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_keys, label_subjects
from rontal.core.events import declare
from rontal.incidents.rules.kinds import NamesReason
from rontal.privacy.access_reasons import register_access_reason

OPENED = declare(
    "incident:opened",
    "A breach of personal data was recorded; the clock runs from when it was noticed.",
    label=_("Incident recorded"),
    sentence=_("%(who)s recorded %(what)s."),
)
FACTS_CHANGED = declare(
    "incident:facts_changed",
    "The description of an incident was changed.",
    label=_("Description of an incident changed"),
    sentence=_("%(who)s changed the description of %(what)s."),
)
SCOPE_CHOSEN = declare(
    "incident:scope_chosen",
    "Accounts, period and kinds of data of an incident were chosen; the search for persons begins.",
    label=_("Scope of an incident chosen"),
    sentence=_("%(who)s chose the scope of %(what)s."),
)
PERSONS_FOUND = declare(
    "incident:persons_found",
    "The search for the persons of an incident ended.",
    label=_("Persons affected found"),
    sentence=_("%(who)s found the persons affected by %(what)s."),
)
NOTICES_SAVED = declare(
    "incident:notices_saved",
    "The texts of the notices of an incident were saved.",
    label=_("Notices of an incident saved"),
    sentence=_("%(who)s saved the notices of %(what)s."),
)
SUBMITTED = declare(
    "incident:submitted",
    "The notices of an incident wait for the confirmation of a second person.",
    label=_("Notices submitted for confirmation"),
    sentence=_("%(who)s submitted the notices of %(what)s."),
)
RETURNED = declare(
    "incident:returned",
    "The notices of an incident were returned for changes.",
    label=_("Notices returned"),
    sentence=_("%(who)s returned the notices of %(what)s."),
)
CONFIRMED = declare(
    "incident:confirmed",
    "A second person confirmed the notices of an incident; they are sent.",
    label=_("Notices confirmed"),
    sentence=_("%(who)s confirmed the notices of %(what)s."),
)
PERSON_NOTIFIED = declare(
    "incident:person_notified",
    "The notice to one person affected by an incident was queued.",
    label=_("Notice to a person queued"),
    sentence=_("%(who)s queued the notice to %(what)s."),
)
AGENCY_RECORDED = declare(
    "incident:agency_recorded",
    "Staff recorded how and when the agency was notified.",
    label=_("Notice to the agency recorded"),
    sentence=_("%(who)s recorded the notice to the agency of %(what)s."),
)
PUBLISHED = declare(
    "incident:published",
    "Staff recorded that the public was notified.",
    label=_("Notice to the public recorded"),
    sentence=_("%(who)s recorded the notice to the public of %(what)s."),
)
NAMES_OPENED = declare(
    "incident:names_opened",
    "Staff opened names and addresses of persons affected by an incident, for a recorded reason.",
    label=_("Names of persons affected opened"),
    sentence=_("%(who)s opened names of persons affected by %(what)s."),
)
LETTERS_POSTED = declare(
    "incident:letters_posted",
    "Staff recorded that printed letters were posted.",
    label=_("Letters posted"),
    sentence=_("%(who)s recorded letters of %(what)s as posted."),
)
MAIL_RETURNED = declare(
    "incident:mail_returned",
    "Staff recorded that the mail to a person affected came back.",
    label=_("Mail to a person came back"),
    sentence=_("%(who)s recorded that the mail to %(what)s came back."),
)
CLOSED = declare(
    "incident:closed",
    "An incident was closed with what was learned.",
    label=_("Incident closed"),
    sentence=_("%(who)s closed %(what)s."),
)
DISMISSED = declare(
    "incident:dismissed",
    "An incident was dismissed: no personal data was reached.",
    label=_("Incident dismissed"),
    sentence=_("%(who)s dismissed %(what)s."),
)
DUE_SOON = declare(
    "incident:due_soon",
    "Half, three quarters or all of the time for the notices of an incident has passed.",
    label=_("Reminder of an incident"),
    sentence=_("%(who)s reminded staff of %(what)s."),
)
EXPORTED = declare(
    "incident:exported",
    "Staff downloaded the record of an incident.",
    label=_("Record of an incident downloaded"),
    sentence=_("%(who)s downloaded the record of %(what)s."),
)
ERASED = declare(
    "incident:erased",
    "Texts and references to persons of an incident were erased.",
    label=_("Contents of an incident deleted"),
    sentence=_("%(who)s deleted the contents of %(what)s."),
)

register_access_reason(
    NamesReason.NOTICE,
    label=_("notice of an incident"),
    for_person=_("To notify you of an incident with your data"),
)
register_access_reason(
    NamesReason.LETTER,
    label=_("letter about an incident"),
    for_person=_("To send you a letter about an incident with your data"),
)
register_access_reason(
    NamesReason.CHECK,
    label=_("check whom an incident affects"),
    for_person=_("To check whether an incident affects you"),
)
label_subjects(
    {
        "incidents.incident": _("incident %(code)s"),
        "incidents.affectedperson": _("a person of incident %(code)s"),
    }
)
label_keys(
    {
        "scope": _("scope"),
        "persons": _("persons"),
        "unknown": _("openings without a person"),
        "way": _("way"),
    }
)
