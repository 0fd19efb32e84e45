"""Audit events of the catalogue."""

from rontal.core.events import declare

IMPORTED = declare("title:imported", "A title came in with its book file.")
CREATED = declare("title:created", "Staff entered a title.")
EDITED = declare("title:edited", "Staff changed what the catalogue says of a title.")
PUBLISHED = declare("title:published", "A title is shown to everybody, first or again.")
WITHDRAWN = declare("title:withdrawn", "A title was taken out of the collection.")
DELETED = declare("title:deleted", "Staff deleted a draft, which readers had never seen.")
JOINED = declare("title:joined", "A title became part of another one.")
UNDONE = declare("title:undone", "A change of a title was taken back.")
AGENT_RENAMED = declare("agent:renamed", "A person or body got another form of the name.")
AGENT_JOINED = declare("agent:joined", "A person or body became part of another one.")
SUBJECT_RENAMED = declare("subject:renamed", "A subject got another name.")
SUBJECT_JOINED = declare("subject:joined", "A subject became part of another one.")
SERIES_RENAMED = declare("series:renamed", "A series got another name.")
SERIES_JOINED = declare("series:joined", "A series became part of another one.")
PICKED = declare("title:picked", "Staff recommend a title.")
UNPICKED = declare("title:unpicked", "Staff recommend a title no more.")
