"""Audit events of the catalogue."""

from rontal.core.events import declare

IMPORTED = declare("title:imported", "A title was imported with its book file.")
CREATED = declare("title:created", "Staff created a title.")
EDITED = declare("title:edited", "Staff edited the record of a title.")
PUBLISHED = declare("title:published", "A title was published or restored.")
WITHDRAWN = declare("title:withdrawn", "A title was withdrawn from the collection.")
DELETED = declare("title:deleted", "Staff deleted a draft, which was never public.")
JOINED = declare("title:joined", "A title was merged into another one.")
UNDONE = declare("title:undone", "A change of a title was undone.")
AGENT_RENAMED = declare("agent:renamed", "A person or organisation was renamed.")
AGENT_JOINED = declare("agent:joined", "A person or organisation was merged into another one.")
SUBJECT_RENAMED = declare("subject:renamed", "A subject was renamed.")
SUBJECT_JOINED = declare("subject:joined", "A subject was merged into another one.")
SERIES_RENAMED = declare("series:renamed", "A series was renamed.")
SERIES_JOINED = declare("series:joined", "A series was merged into another one.")
PICKED = declare("title:picked", "Staff recommended a title.")
UNPICKED = declare("title:unpicked", "Staff removed the recommendation of a title.")
