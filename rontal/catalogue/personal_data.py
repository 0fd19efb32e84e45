"""Personal data of the catalogue: of authors, and of staff who work on it."""

from django.utils.translation import gettext_lazy as _

from rontal.core.processing import (
    Activity,
    Ground,
    People,
    Period,
    Reader,
    declare_file,
    declare_table,
)

AUTHORS = Activity(
    code="authors",
    name=_("Authors in the catalogue"),
    purpose=_("To find books by those who wrote them."),
    data=_("Names and years of life of authors and other contributors, as published."),
    ground=Ground.PUBLIC_SERVICE,
    period=Period(_("As long as a book of theirs is in the catalogue.")),
    readers=(Reader.PUBLIC,),
    people=(People.AUTHORS,),
)
CATALOGUING = Activity(
    code="cataloguing",
    name=_("Work on the catalogue"),
    purpose=_("To know who changed a record, and to undo it."),
    data=_("Account, time and change."),
    ground=Ground.LEGITIMATE_INTEREST,
    period=Period(_("Kept with the record.")),
    readers=(Reader.LIBRARIAN, Reader.HEAD, Reader.ADMINISTRATOR),
    people=(People.STAFF,),
)

declare_table("catalogue.series", not_personal="id name key joined_to")
declare_table(
    "catalogue.title",
    not_personal="id slug title subtitle sort_title language publisher place year edition extent"
    " description classification series series_number rights audience age_from age_to"
    " accessibility state withdrawn_reason joined_to match_key run record_number record_digest"
    " added_at changed_at",
)
declare_table("catalogue.identifier", not_personal="id title scheme value")
declare_table(
    "catalogue.agent",
    (AUTHORS, "name sort_name dates key variants"),
    not_personal="id kind joined_to",
)
declare_table(
    "catalogue.contributor", (AUTHORS, "agent role printed"), not_personal="title position"
)
declare_table("catalogue.change", not_personal="id title_id transaction noted_at")
declare_table(
    "catalogue.tombstone", not_personal="title_id language audience classification changed_at"
)
declare_table(
    "catalogue.bookfile",
    not_personal="id title format file open_name digest size pages package_identifier manifest"
    " spine contents fixed_layout right_to_left imported_at run",
)
declare_table("catalogue.cover", not_personal="id title digest height colour ladder run")
declare_table(
    "catalogue.revision",
    (CATALOGUING, "at actor_kind actor_id act"),
    not_personal="id title changes run batch undoes",
)
declare_table("catalogue.pick", not_personal="id title position note since until")
declare_table("catalogue.subject", not_personal="id name key joined_to")
declare_table("catalogue.titlesubject", not_personal="title subject position")
declare_table(
    "catalogue.import",
    (CATALOGUING, "staff"),
    not_personal="id state columns round error done whole started_at checked_at ended_at erased_at"
    " source kind file title file_name options counts number",
)
declare_table("catalogue.importfile", not_personal="id run number name path beside file size")
declare_table("catalogue.importrow", not_personal="id run number outcome codes label title filled")
declare_table(
    "catalogue.proposal",
    (CATALOGUING, "decided_by"),
    not_personal="id older newer run number state made_at decided_at",
)
declare_file("book", None)
declare_file("records", None)
