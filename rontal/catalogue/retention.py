"""Subjects of events that are no person's: old events still name them."""

from rontal.core.event_references import about_no_person

about_no_person(
    "catalogue.title",
    "catalogue.agent",
    "catalogue.series",
    "catalogue.subject",
    "catalogue.import",
    "catalogue.pick",
)
