"""Events of the import of members. None contains personal data."""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_keys, label_subjects, label_values
from rontal.core.events import declare
from rontal.privacy.access_events import AccessTexts, register_access_event

STARTED = declare(
    "import:started",
    "Staff uploaded a file of members from another program.",
    label=_("Member list uploaded"),
    sentence=_("%(who)s uploaded %(what)s."),
)
SAMPLED = declare(
    "import:sampled",
    "Staff viewed the first rows of a file of members.",
    label=_("First rows of a list previewed"),
    sentence=_("%(who)s previewed the first rows of %(what)s."),
)
OPENED = declare(
    "import:opened",
    "Staff opened rows of a file of members, for a recorded reason.",
    label=_("Rows of a list opened"),
    sentence=_("%(who)s opened rows of %(what)s."),
)
EXPORTED = declare(
    "import:exported",
    "Staff downloaded rows of a file of members to correct them.",
    label=_("Rows of a list downloaded"),
    sentence=_("%(who)s downloaded rows of %(what)s."),
)
CHECKED = declare(
    "import:checked",
    "The dry run of a member import ended.",
    label=_("Dry run of a list completed"),
    sentence=_("%(who)s did a dry run of all rows of %(what)s."),
)
TAKING = declare(
    "import:taking",
    "Staff started the import of a file of members.",
    label=_("Members of a list to be imported"),
    sentence=_("%(who)s started importing %(what)s."),
)
DONE = declare(
    "import:done",
    "A member import was completed.",
    label=_("Members of a list imported"),
    sentence=_("%(who)s finished importing %(what)s."),
)
UNDOING = declare(
    "import:undoing",
    "Staff started to undo a member import.",
    label=_("Import to be undone"),
    sentence=_("%(who)s started undoing %(what)s."),
)
UNDONE = declare(
    "import:undone",
    "A member import was undone.",
    label=_("Import undone"),
    sentence=_("%(who)s finished undoing %(what)s."),
)
REFUSED = declare(
    "import:refused",
    "A file of members could not be read.",
    label=_("List could not be read"),
    sentence=_("%(who)s could not read %(what)s."),
)
DISCARDED = declare(
    "import:discarded",
    "A member import was discarded before it was carried out.",
    label=_("List discarded"),
    sentence=_("%(who)s discarded %(what)s."),
)
ERASED = declare(
    "import:erased",
    "File and rows of a member import were erased.",
    label=_("File and rows of a list deleted"),
    sentence=_("%(who)s deleted the file and rows of %(what)s."),
)
INVITING = declare(
    "import:inviting",
    "Staff started to invite the members of an import by mail.",
    label=_("Members of a list to be invited"),
    sentence=_("%(who)s started inviting the members of %(what)s."),
)
INVITING_ENDED = declare(
    "import:inviting_ended",
    "No further members of an import are invited.",
    label=_("Inviting members of a list stopped"),
    sentence=_("%(who)s stopped inviting the members of %(what)s."),
)
MEMBER_IMPORTED = register_access_event(
    declare(
        "member:imported",
        "A member was imported from another program.",
        label=_("Imported"),
        sentence=_("%(who)s imported %(what)s from another system."),
    ),
    texts=AccessTexts(_("Your member data"), _("To take over your membership from before")),
)
MEMBER_INVITED = declare(
    "member:invited",
    "An imported member was invited to claim the account.",
    label=_("Invited to claim the account"),
    sentence=_("%(who)s invited %(what)s to claim the account."),
)
MEMBER_CLAIMED = declare(
    "member:claimed",
    "An imported member claimed the account and consented.",
    label=_("Account claimed"),
    sentence=_("%(who)s claimed the account of %(what)s."),
)
CLAIM_REFUSED = declare(
    "member:claim_refused",
    "The recipient of an invitation stated that it was not for them.",
    label=_("Invitation sent to the wrong address"),
    sentence=_("%(who)s reported that the invitation of %(what)s was not for them."),
)

label_subjects({"membership.import": _("import %(code)s")})
label_keys(
    {
        "known": _("already here"),
        "program": _("program"),
        "ready": _("new"),
        "repeated": _("twice in the file"),
        "taken": _("imported"),
        "undone": _("undone"),
        "wrong": _("wrong"),
    }
)
label_values(
    {
        "import": _("import of members"),
        "import_mapping": _("checking the columns"),
        "import_mending": _("correcting rows"),
        "import_over": _("the import is over"),
        "import_report": _("checking the report"),
        "member_import": _("list of members"),
    }
)
