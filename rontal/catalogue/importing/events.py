"""Audit events of imports into the catalogue; their subject is the import, not its titles."""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_subjects
from rontal.core.events import declare

STARTED = declare(
    "run:started",
    "Staff uploaded records or book files for import.",
    label=_("Records or book files uploaded"),
    sentence=_("%(who)s uploaded %(what)s."),
)
CHECKED = declare(
    "run:checked",
    "The dry run of a catalogue import ended.",
    label=_("Dry run of records or book files"),
    sentence=_("%(who)s did a dry run of all of %(what)s."),
)
TAKING = declare(
    "run:taking",
    "Staff started the import of records or book files.",
    label=_("Records or book files to be imported"),
    sentence=_("%(who)s started importing %(what)s."),
)
DONE = declare(
    "run:done",
    "A catalogue import was completed.",
    label=_("Records or book files imported"),
    sentence=_("%(who)s finished importing %(what)s."),
)
UNDOING = declare(
    "run:undoing",
    "Staff started to undo a catalogue import.",
    label=_("Title import to be undone"),
    sentence=_("%(who)s started undoing %(what)s."),
)
UNDONE = declare(
    "run:undone",
    "A catalogue import was undone.",
    label=_("Title import undone"),
    sentence=_("%(who)s finished undoing %(what)s."),
)
STOPPED = declare(
    "run:stopped",
    "Staff stopped a catalogue import before its end.",
    label=_("Import of records or book files stopped"),
    sentence=_("%(who)s stopped importing %(what)s."),
)
REFUSED = declare(
    "run:refused",
    "A file of records could not be read completely.",
    label=_("Records could not be read"),
    sentence=_("%(who)s could not read %(what)s."),
)
DISCARDED = declare(
    "run:discarded",
    "A catalogue import was discarded before it was carried out.",
    label=_("Title import discarded"),
    sentence=_("%(who)s discarded %(what)s."),
)
APART = declare(
    "title:kept_apart",
    "Staff marked a title as not a duplicate of another one.",
    label=_("Marked as not a duplicate"),
    sentence=_("%(who)s marked %(what)s as not a duplicate."),
)

label_subjects({"catalogue.import": _("import of titles %(code)s")})
