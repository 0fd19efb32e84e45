"""Events of the survey. An answer has no event, as its time would reveal the person."""

from rontal.core.events import declare

INVITED = declare("survey:invited", "A person was invited to the survey.")
DECLINED = declare("survey:declined", "A person declined invitations to the survey.")
WELCOMED = declare("survey:welcomed", "A person allowed invitations to the survey again.")
REMARKS_READ = declare("survey:remarks_read", "Staff read remarks of the survey.")
REMARK_ERASED = declare("survey:remark_erased", "Staff erased a remark of the survey.")
