"""Labels of the COUNTER reports and of their file formats."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]
REPORTS: Words = {
    "TR": _("TR: all titles, every number"),
    "TR_B1": _("TR_B1: requests of books"),
    "TR_B2": _("TR_B2: access denied"),
    "TR_B3": _("TR_B3: use by kind of access"),
}
"""Labels of COUNTER reports by code."""
FORMATS: Words = {
    "json": "JSON",
    "tsv": _("TSV (tab-separated)"),
    "csv": _("CSV, for spreadsheets"),
}
