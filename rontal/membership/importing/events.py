"""Events of the import of members. None contains personal data."""

from rontal.core.events import declare

STARTED = declare("import:started", "Staff uploaded a file of members from another program.")
SAMPLED = declare("import:sampled", "Staff viewed the first rows of a file of members.")
OPENED = declare("import:opened", "Staff opened rows of a file of members, for a recorded reason.")
EXPORTED = declare("import:exported", "Staff downloaded rows of a file of members to correct them.")
CHECKED = declare("import:checked", "The dry run of a member import ended.")
TAKING = declare("import:taking", "Staff started the import of a file of members.")
DONE = declare("import:done", "A member import was completed.")
UNDOING = declare("import:undoing", "Staff started to undo a member import.")
UNDONE = declare("import:undone", "A member import was undone.")
REFUSED = declare("import:refused", "A file of members could not be read.")
DISCARDED = declare("import:discarded", "A member import was discarded before it was carried out.")
ERASED = declare("import:erased", "File and rows of a member import were erased.")
INVITING = declare("import:inviting", "Staff started to invite the members of an import by mail.")
INVITING_ENDED = declare("import:inviting_ended", "No further members of an import are invited.")
MEMBER_IMPORTED = declare("member:imported", "A member was imported from another program.")
MEMBER_INVITED = declare("member:invited", "An imported member was invited to claim the account.")
MEMBER_CLAIMED = declare("member:claimed", "An imported member claimed the account and consented.")
CLAIM_REFUSED = declare(
    "member:claim_refused", "The recipient of an invitation stated that it was not for them."
)
