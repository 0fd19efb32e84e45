"""Events of requests about personal data. None contains text, a name or an address."""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_keys, label_subjects
from rontal.core.events import declare
from rontal.privacy.access_events import AccessTexts, register_access_event

OPENED = declare(
    "data_request:opened",
    "A person asked for something about their own data; staff may have entered it.",
    label=_("Request about personal data received"),
    sentence=_("%(who)s submitted %(what)s."),
)
LOOKED_AT = register_access_event(
    declare(
        "data_request:looked_at",
        "Staff opened the page of a request about personal data.",
        label=_("Request about personal data viewed"),
        sentence=_("%(who)s viewed %(what)s."),
    ),
    texts=AccessTexts(_("Your request about your data"), _("To answer your request")),
)
CONTACT_OPENED = register_access_event(
    declare(
        "data_request:contact_opened",
        "Staff opened name and contact of a request about personal data.",
        label=_("Name and contact of a request opened"),
        sentence=_("%(who)s opened name and contact of %(what)s."),
    ),
    texts=AccessTexts(_("Your name and contact in a request"), _("To answer your request")),
)
TAKEN = declare(
    "data_request:taken",
    "A member of staff took a request about personal data.",
    label=_("Request about personal data taken on"),
    sentence=_("%(who)s took on %(what)s."),
)
REASSIGNED = declare(
    "data_request:reassigned",
    "A request about personal data was assigned to another member of staff.",
    label=_("Request about personal data passed to a colleague"),
    sentence=_("%(who)s passed %(what)s to a colleague."),
)
ACCOUNT_LINKED = declare(
    "data_request:account_linked",
    "Staff recorded which account a request about personal data concerns.",
    label=_("Account of a request recorded"),
    sentence=_("%(who)s recorded whose data %(what)s concerns."),
)
IDENTITY_CHECKED = declare(
    "data_request:identity_checked",
    "Staff recorded how they checked who sent a request about personal data.",
    label=_("Identity of the sender checked"),
    sentence=_("%(who)s recorded the identity check of %(what)s."),
)
ASKED = declare(
    "data_request:asked",
    "Staff asked the sender of a request about personal data a question.",
    label=_("Sender of a request asked a question"),
    sentence=_("%(who)s asked the sender of %(what)s a question."),
)
REPLIED = declare(
    "data_request:replied",
    "The sender of a request about personal data added a message.",
    label=_("Request about personal data added to"),
    sentence=_("%(who)s added a message to %(what)s."),
)
RESUMED = declare(
    "data_request:resumed",
    "Staff went on with a request about personal data without a reply of its sender.",
    label=_("Request about personal data resumed"),
    sentence=_("%(who)s resumed %(what)s."),
)
NOTED = declare(
    "data_request:noted",
    "A note for staff was added to a request about personal data.",
    label=_("Note written on a request"),
    sentence=_("%(who)s added a note to %(what)s."),
)
FULFILLED = declare(
    "data_request:fulfilled",
    "A request about personal data was fulfilled, by recorded actions.",
    label=_("Request about personal data fulfilled"),
    sentence=_("%(who)s fulfilled %(what)s."),
)
REFUSED = declare(
    "data_request:refused",
    "A request about personal data was refused, on a recorded ground.",
    label=_("Request about personal data refused"),
    sentence=_("%(who)s refused %(what)s."),
)
WITHDRAWN = declare(
    "data_request:withdrawn",
    "The sender withdrew a request about personal data.",
    label=_("Request about personal data withdrawn"),
    sentence=_("%(who)s withdrew %(what)s."),
)
GUARDIAN_ENDED = declare(
    "data_request:guardian_ended",
    "An open request of a guardian was closed, because the guardian's rights ended.",
    label=_("Closed: the guardian's rights have ended"),
    sentence=_("%(who)s closed %(what)s, because the guardian's rights have ended."),
)
DUE_SOON = declare(
    "data_request:due_soon",
    "Half, three quarters or all of the time for a request about personal data has passed.",
    label=_("Reminder of a request about personal data"),
    sentence=_("%(who)s reminded staff of %(what)s."),
)
ERASED = declare(
    "data_request:erased",
    "Texts, name and contact of a request about personal data were erased.",
    label=_("Contents of a request deleted"),
    sentence=_("%(who)s deleted the contents of %(what)s."),
)

label_subjects({"data_requests.datarequest": _("request %(code)s")})
label_keys(
    {
        "account": _("account"),
        "acts": _("what was done"),
        "channel": _("received by"),
        "check": _("identity check"),
        "entry": _("message"),
        "ground": _("ground"),
        "in_time": _("in time"),
        "reminder": _("reminder"),
    }
)
