"""Estimated waiting times as text, no more precise than the estimate."""

from django.utils.translation import gettext, ngettext

from rontal.lending.waits import Span, Unit, Wait, estimate


def wait_text(wait: Wait | None) -> str:
    """Returns a waiting time such as "about 2–3 weeks"; "" where there is no estimate."""
    if wait is None:
        return ""
    span = estimate(wait)
    return gettext("more than two years") if span is None else _span_words(span)


def _span_words(span: Span) -> str:
    number = {"least": span.least, "most": span.most}
    if span.least == 0:
        return _up_to(span) % number
    return (_about(span) if span.least == span.most else _between(span)) % number


def _up_to(span: Span) -> str:
    if span.unit is Unit.DAYS:
        return ngettext("at most about %(most)s day", "at most about %(most)s days", span.most)
    if span.unit is Unit.WEEKS:
        return ngettext("at most about %(most)s week", "at most about %(most)s weeks", span.most)
    return ngettext("at most about %(most)s month", "at most about %(most)s months", span.most)


def _about(span: Span) -> str:
    if span.unit is Unit.DAYS:
        return ngettext("about %(most)s day", "about %(most)s days", span.most)
    if span.unit is Unit.WEEKS:
        return ngettext("about %(most)s week", "about %(most)s weeks", span.most)
    return ngettext("about %(most)s month", "about %(most)s months", span.most)


def _between(span: Span) -> str:
    if span.unit is Unit.DAYS:
        return gettext("about %(least)s–%(most)s days")
    if span.unit is Unit.WEEKS:
        return gettext("about %(least)s–%(most)s weeks")
    return gettext("about %(least)s–%(most)s months")
