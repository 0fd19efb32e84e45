"""Audit events of imports into the catalogue; their subject is the import, not its titles."""

from rontal.core.events import declare

STARTED = declare("run:started", "Staff uploaded records or book files for import.")
CHECKED = declare("run:checked", "The dry run of a catalogue import ended.")
TAKING = declare("run:taking", "Staff started the import of records or book files.")
DONE = declare("run:done", "A catalogue import was completed.")
UNDOING = declare("run:undoing", "Staff started to undo a catalogue import.")
UNDONE = declare("run:undone", "A catalogue import was undone.")
STOPPED = declare("run:stopped", "Staff stopped a catalogue import before its end.")
REFUSED = declare("run:refused", "A file of records could not be read completely.")
DISCARDED = declare("run:discarded", "A catalogue import was discarded before it was carried out.")
APART = declare("title:kept_apart", "Staff marked a title as not a duplicate of another one.")
