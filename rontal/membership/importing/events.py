"""Events of the import of members. None contains personal data."""

from rontal.core.events import declare

STARTED = declare("import:started", "Staff brought a file of members from another program.")
SAMPLED = declare("import:sampled", "Staff looked at the first rows of a file of members.")
OPENED = declare("import:opened", "Staff opened rows of a file of members, and why.")
EXPORTED = declare("import:exported", "Staff downloaded rows of a file of members to mend them.")
CHECKED = declare("import:checked", "The dry run of an import of members came to its end.")
TAKING = declare("import:taking", "Staff let the members of a file be taken in.")
DONE = declare("import:done", "The members of a file were taken in.")
UNDOING = declare("import:undoing", "Staff took an import of members back.")
UNDONE = declare("import:undone", "The members of an import are gone again.")
REFUSED = declare("import:refused", "A file of members could not be read.")
DISCARDED = declare("import:discarded", "An import of members was given up before its end.")
ERASED = declare("import:erased", "File and rows of an import of members were erased.")
INVITING = declare("import:inviting", "Staff let the members of an import be invited by mail.")
INVITING_ENDED = declare("import:inviting_ended", "No more members of an import are invited.")
MEMBER_IMPORTED = declare("member:imported", "A member of another program became a member here.")
MEMBER_INVITED = declare("member:invited", "An imported member was invited to claim the account.")
MEMBER_CLAIMED = declare("member:claimed", "An imported member claimed the account and consented.")
CLAIM_REFUSED = declare(
    "member:claim_refused", "Whoever got an invitation said that it was not for them."
)
