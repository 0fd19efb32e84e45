"""Labels of the kinds of suggestions."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.search.results import Kind

SUGGESTION_KINDS: Mapping[Kind, str | Promise] = {
    Kind.TITLE: _("Title"),
    Kind.AGENT: _("Person"),
    Kind.SUBJECT: _("Topic"),
}
