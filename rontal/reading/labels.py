"""Labels of the colours of highlights."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.reading.rules import Colour

COLOURS: Mapping[Colour, str | Promise] = {
    Colour.YELLOW: _("Yellow"),
    Colour.GREEN: _("Green, underlined"),
    Colour.BLUE: _("Blue, wavy line"),
    Colour.PINK: _("Pink, framed"),
}
