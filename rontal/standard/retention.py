"""Subjects of events that are no person's: old events still name them."""

from rontal.core.event_references import about_no_person

about_no_person(
    "standard.standardversion",
    "standard.standardcomponent",
    "standard.calendarversion",
    "standard.replytemplate",
    "standard.replyversion",
)
