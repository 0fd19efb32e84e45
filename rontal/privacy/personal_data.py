"""Personal data of the impact assessment: who saved it."""

from django.utils.translation import gettext_lazy as _

from rontal.core.processing import (
    Activity,
    Ground,
    People,
    Period,
    Reader,
    declare_table,
)

ASSESSMENT = Activity(
    code="impact_assessment",
    name=_("Impact assessment"),
    purpose=_("To show how the library judged the risks of its processing, and who answered."),
    data=_("The library's answers; account and time."),
    ground=Ground.LEGAL_DUTY,
    period=Period(_("Kept.")),
    readers=(Reader.HEAD, Reader.ADMINISTRATOR, Reader.OFFICER),
    people=(People.STAFF,),
)

declare_table(
    "privacy.impactassessment", (ASSESSMENT, "answers saved_at saved_by"), not_personal="id number"
)
