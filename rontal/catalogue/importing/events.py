"""Audit events of imports into the catalogue; their subject is the import, not its titles."""

from rontal.core.events import declare

STARTED = declare("run:started", "Staff brought records or book files.")
CHECKED = declare("run:checked", "The dry run of an import into the catalogue came to its end.")
TAKING = declare("run:taking", "Staff let records or book files be taken in.")
DONE = declare("run:done", "Records or book files were taken into the catalogue.")
UNDOING = declare("run:undoing", "Staff took an import into the catalogue back.")
UNDONE = declare("run:undone", "What an import brought into the catalogue is gone again.")
STOPPED = declare("run:stopped", "Staff stopped an import into the catalogue where it stood.")
REFUSED = declare("run:refused", "A file of records could not be read to its end.")
DISCARDED = declare("run:discarded", "An import into the catalogue was given up before its end.")
APART = declare("title:kept_apart", "Staff said that a title is not the one it looks like.")
