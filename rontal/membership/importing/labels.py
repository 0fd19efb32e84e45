"""Labels for imports of members: states of rows, columns, programs and problems."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.membership.importing.states import RowState

Words = Mapping[str, str | Promise]

ROW_STATES: Words = {
    RowState.READY: _("New"),
    RowState.KNOWN: _("Already here"),
    RowState.REPEATED: _("Twice in the file"),
    RowState.WRONG: _("Wrong"),
    RowState.TAKEN: pgettext_lazy("import", "Imported"),
    RowState.UNDONE: _("Undone"),
}
COLUMNS: Words = {
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
    "email": _("Email address"),
    "joined": _("Member since"),
    "valid_until": _("Valid until"),
}
PROGRAMS: Words = {
    "slims": "SLiMS",
    "inlislite": "INLISLite",
    "other": _("own list"),
}
PROBLEMS: Words = {
    "field_required": _("Enter a name."),
    "field_too_long": _("Enter a name of up to 100 characters."),
    "field_hidden_characters": _("This contains invisible characters. Type it again."),
    "name_without_letters": _("Enter a name that has letters."),
    "name_characters": _("Enter a name without digits or symbols."),
    "number_cut_by_spreadsheet": _(
        "A spreadsheet has cut this number (as in 2.02E+11). Format the column as text and export "
        "again."
    ),
    "number_too_long": _("Enter a member number of up to 60 characters."),
    "number_and_identity_missing": _(
        "There is no member number or identity number, so duplicates cannot be found."
    ),
    "number_repeated": _("The same member number is in row %(row)s."),
    "number_of_another": _(
        "A member has this number with a different name or NIK. Check which is correct."
    ),
    "number_of_closed": _("This number belonged to a closed membership."),
    "already_member": _("This person is already a member. Nothing is changed."),
    "nik_repeated": _("The same NIK is in row %(row)s."),
    "nik_cut_by_spreadsheet": _(
        "A spreadsheet has cut this NIK (as in 5.10205E+15); its last digits are lost. Format the "
        "column as text and export again."
    ),
    "nik_16_digits": _("This NIK does not have 16 digits."),
    "nik_region_impossible": _("The first six digits of this NIK are not a known region."),
    "nik_serial_zero": _("A NIK never ends in 0000."),
    "nik_date_impossible": _("The date in this NIK is not a real date."),
    "date_impossible": _("This is not a real date. Check it."),
    "date_unknown_form": _("Enter a date in the format 17/05/1990."),
    "date_month_first": _("The month appears to be before the day. Enter day, month, year."),
    "date_in_future": _("Enter a date in the past."),
    "birth_in_future": _("Enter a date of birth in the past."),
    "birth_too_long_ago": _("Enter a date of birth in the last 120 years."),
    "ends_before_it_begins": _("The membership must end after it starts."),
    "phone_cut_by_spreadsheet": _(
        "A spreadsheet has cut this phone number (as in 8.12E+11). Format the column as text and "
        "export again."
    ),
    "phone_malformed": _("Enter a phone number in the format 0812…, without words."),
    "email_malformed": _("Enter a valid email address."),
    "sex_unknown_word": _("Enter the sex as L or P."),
    "row_marks_broken": _("The quotation marks in this row do not match."),
    "row_too_short": _("This row has too few cells."),
    "row_too_long": _("This row has more cells than the table has columns."),
    "row_collides": _("The number or person was registered at the same time. Send this row again."),
}
