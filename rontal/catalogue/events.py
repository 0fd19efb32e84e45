"""Audit events of the catalogue."""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_keys, label_subjects
from rontal.core.events import declare

IMPORTED = declare(
    "title:imported",
    "A title was imported with its book file.",
    label=_("Title imported"),
    sentence=_("%(who)s imported %(what)s."),
)
CREATED = declare(
    "title:created",
    "Staff created a title.",
    label=_("Title added"),
    sentence=_("%(who)s added %(what)s to the catalogue."),
)
EDITED = declare(
    "title:edited",
    "Staff edited the record of a title.",
    label=_("Title changed"),
    sentence=_("%(who)s edited the record of %(what)s."),
)
PUBLISHED = declare(
    "title:published",
    "A title was published or restored.",
    label=_("Title made public"),
    sentence=_("%(who)s published %(what)s."),
)
WITHDRAWN = declare(
    "title:withdrawn",
    "A title was withdrawn from the collection.",
    label=_("Title withdrawn"),
    sentence=_("%(who)s withdrew %(what)s from the collection."),
)
DELETED = declare(
    "title:deleted",
    "Staff deleted a draft, which was never public.",
    label=_("Draft deleted"),
    sentence=_("%(who)s deleted %(what)s, a draft."),
)
JOINED = declare(
    "title:joined",
    "A title was merged into another one.",
    label=_("Titles merged"),
    sentence=_("%(who)s merged %(what)s into another title."),
)
UNDONE = declare(
    "title:undone",
    "A change of a title was undone.",
    label=_("Title change undone"),
    sentence=_("%(who)s undid a change of %(what)s."),
)
AGENT_RENAMED = declare(
    "agent:renamed",
    "A person or organisation was renamed.",
    label=_("Person or organisation renamed"),
    sentence=_("%(who)s renamed %(what)s."),
)
AGENT_JOINED = declare(
    "agent:joined",
    "A person or organisation was merged into another one.",
    label=_("People or organisations merged"),
    sentence=_("%(who)s merged %(what)s into another one."),
)
SUBJECT_RENAMED = declare(
    "subject:renamed",
    "A subject was renamed.",
    label=_("Subject renamed"),
    sentence=_("%(who)s renamed %(what)s."),
)
SUBJECT_JOINED = declare(
    "subject:joined",
    "A subject was merged into another one.",
    label=_("Subjects merged"),
    sentence=_("%(who)s merged %(what)s into another one."),
)
SERIES_RENAMED = declare(
    "series:renamed",
    "A series was renamed.",
    label=_("Series renamed"),
    sentence=_("%(who)s renamed %(what)s."),
)
SERIES_JOINED = declare(
    "series:joined",
    "A series was merged into another one.",
    label=_("Series merged"),
    sentence=_("%(who)s merged %(what)s into another one."),
)
PICKED = declare(
    "title:picked",
    "Staff recommended a title.",
    label=_("Title recommended"),
    sentence=_("%(who)s recommended %(what)s."),
)
UNPICKED = declare(
    "title:unpicked",
    "Staff removed the recommendation of a title.",
    label=_("Title no longer recommended"),
    sentence=_("%(who)s stopped recommending %(what)s."),
)

label_subjects(
    {
        "catalogue.title": _("title %(code)s"),
        "catalogue.agent": _("person or organisation %(code)s"),
        "catalogue.series": _("series %(code)s"),
        "catalogue.subject": _("subject %(code)s"),
    }
)
label_keys({"into": _("now"), "revision": _("change")})
