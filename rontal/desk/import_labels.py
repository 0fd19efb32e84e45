"""Labels for the import of members: columns, states, rows, and problems with their remedies."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from rontal.membership.importing.rules.rows import Problem

Words = Mapping[str, str | Promise]

FIELDS: Words = {
    "number": _("Member number"),
    "name": _("Name"),
    "identity": _("Identity number (NIK)"),
    "identity_kind": _("Kind of identity card"),
    "birth_place": _("Place of birth"),
    "birth_date": _("Date of birth"),
    "sex": _("Sex"),
    "address": _("Address"),
    "village": _("Village"),
    "district": _("District"),
    "regency": _("Regency or city"),
    "province": _("Province"),
    "phone": _("Phone"),
    "email": _("E-mail address"),
    "joined": _("Member since"),
    "valid_until": _("Valid until"),
}
IMPORT_PROGRAMS: Words = {
    "slims": "SLiMS",
    "inlislite": "INLISLite",
    "other": _("a list of its own"),
}
IMPORT_STATES: Words = {
    "mapping": _("Check columns"),
    "checking": _("Dry run"),
    "checked": _("Ready to take in"),
    "taking": _("Being imported"),
    "done": _("Taken in"),
    "undoing": _("Being undone"),
    "undone": _("Taken back"),
    "refused": _("Could not be read"),
    "discarded": _("Discarded"),
}
IMPORT_STATE_LOOKS: Mapping[str, tuple[str, str]] = {
    "mapping": ("care", "eye"),
    "checking": ("open", "clock"),
    "checked": ("care", "eye"),
    "taking": ("open", "clock"),
    "done": ("good", "check"),
    "undoing": ("open", "clock"),
    "undone": ("", "back"),
    "refused": ("wrong", "warn"),
    "discarded": ("", "cross"),
}
IMPORT_ROWS: Words = {
    "ready": _("New"),
    "known": _("Already here"),
    "repeated": _("Twice in the file"),
    "wrong": _("Wrong"),
    "taken": _("Taken in"),
    "undone": _("Taken back"),
}
IMPORT_ROW_LOOKS: Mapping[str, tuple[str, str]] = {
    "ready": ("good", "check"),
    "known": ("", "person"),
    "repeated": ("care", "copy"),
    "wrong": ("wrong", "warn"),
    "taken": ("good", "check"),
    "undone": ("", "back"),
}
PROBLEMS: Words = {
    "field_required": _("The name is missing."),
    "field_too_long": _("The name is longer than 100 letters."),
    "field_hidden_characters": _("There are characters that cannot be seen. Type it anew."),
    "name_without_letters": _("This is no name: it has no letters."),
    "name_characters": _("Enter a name without digits or symbols."),
    "number_cut_by_spreadsheet": _(
        "A spreadsheet has cut this number (as in 2.02E+11). Format the column as text and export "
        "again."
    ),
    "number_too_long": _("The member number is longer than 60 characters."),
    "number_and_identity_missing": _(
        "There is neither a member number nor an identity number: a repetition could not be seen."
    ),
    "number_repeated": _("The same member number stands in row %(row)s."),
    "number_of_another": _(
        "A member has this number with a different name or NIK. Check which is correct."
    ),
    "number_of_closed": _("This number belonged to a membership that is closed."),
    "already_member": _("This person is a member here already; nothing is changed."),
    "nik_repeated": _("The same NIK stands in row %(row)s."),
    "nik_cut_by_spreadsheet": _(
        "A spreadsheet has cut this NIK (as in 5.10205E+15); its last digits are lost. Format the "
        "column as text and export again."
    ),
    "nik_16_digits": _("This NIK does not have 16 digits."),
    "nik_region_impossible": _("The first six digits of this NIK are no region."),
    "nik_serial_zero": _("A NIK never ends in 0000."),
    "nik_date_impossible": _("The date in this NIK does not exist."),
    "date_impossible": _("This day does not exist."),
    "date_unknown_form": _("This cannot be read as a date. Write it as 17/05/1990."),
    "date_month_first": _("The month seems to stand before the day. Write day, month, year."),
    "date_in_future": _("Enter a date in the past."),
    "birth_in_future": _("This date of birth is still to come."),
    "birth_too_long_ago": _("This date of birth is more than 120 years ago."),
    "ends_before_it_begins": _("The membership ends before it begins."),
    "phone_cut_by_spreadsheet": _(
        "A spreadsheet has cut this phone number (as in 8.12E+11). Format the column as text and "
        "export again."
    ),
    "phone_malformed": _("This is no phone number. Write it as 0812…, without words."),
    "email_malformed": _("This is no e-mail address."),
    "sex_unknown_word": _("Write the sex as L or P."),
    "row_marks_broken": _("The quotation marks in this row do not match."),
    "row_too_short": _("This row has too few cells."),
    "row_too_long": _("This row has more cells than the table has columns."),
    "row_collides": _("Number or person were taken at the same moment. Send this row again."),
}


def problem(one: Problem) -> str:
    """Returns the sentence for a problem of a row, prefixed with the label of its column."""
    text = str(PROBLEMS.get(one.code, one.code)) % {"row": one.row}
    return f"{FIELDS[one.field]}: {text}" if one.field else text


def about(code: str) -> str:
    """Returns the sentence for a problem code without a row number, for a list of counts."""
    text = str(PROBLEMS.get(code, code))
    return text % {"row": said("another")} if "%(row)s" in text else text
