"""Models of titles, contributors, subjects, files and the change feed."""

from rontal.catalogue.models.agents import Agent, Contributor
from rontal.catalogue.models.feed import Change, Tombstone
from rontal.catalogue.models.files import BookFile, Cover
from rontal.catalogue.models.history import Revision
from rontal.catalogue.models.picks import Pick
from rontal.catalogue.models.subjects import Subject, TitleSubject
from rontal.catalogue.models.titles import Identifier, Series, Title

__all__ = [
    "Agent",
    "BookFile",
    "Change",
    "Contributor",
    "Cover",
    "Identifier",
    "Pick",
    "Revision",
    "Series",
    "Subject",
    "Title",
    "TitleSubject",
    "Tombstone",
]
