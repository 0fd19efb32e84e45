"""Events of the survey. An answer has no event, as its time would reveal the person."""

from django.utils.translation import gettext_lazy as _

from rontal.core.events import declare

INVITED = declare(
    "survey:invited",
    "A person was invited to the survey.",
    label=_("Invited to the survey"),
    sentence=_("%(who)s invited someone to the survey."),
)
DECLINED = declare(
    "survey:declined",
    "A person declined invitations to the survey.",
    label=_("Opted out of the survey"),
    sentence=_("%(who)s opted out of the survey."),
)
WELCOMED = declare(
    "survey:welcomed",
    "A person allowed invitations to the survey again.",
    label=_("Opted in to the survey again"),
    sentence=_("%(who)s opted in to the survey again."),
)
REMARKS_READ = declare(
    "survey:remarks_read",
    "Staff read remarks of the survey.",
    label=_("Survey comments read"),
    sentence=_("%(who)s read the survey comments."),
)
REMARK_ERASED = declare(
    "survey:remark_erased",
    "Staff erased a remark of the survey.",
    label=_("Survey comment deleted"),
    sentence=_("%(who)s deleted a survey comment."),
)
