"""Parses the arguments of a harvester's request and validates them for each verb."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from django.http import QueryDict

from rontal.interop.oai.errors import Code, OaiError, bad_argument


class Verb(StrEnum):
    """The six verbs of OAI-PMH."""

    GET_RECORD = "GetRecord"
    IDENTIFY = "Identify"
    LIST_IDENTIFIERS = "ListIdentifiers"
    LIST_METADATA_FORMATS = "ListMetadataFormats"
    LIST_RECORDS = "ListRecords"
    LIST_SETS = "ListSets"


@dataclass(frozen=True)
class VerbArguments:
    """Arguments of a verb; where `resumes` is True, a resumption token may replace all others."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    resumes: bool = False


TOKEN: Final = "resumptionToken"  # noqa: S105 - a name
_LIST: Final = VerbArguments(
    frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"}), resumes=True
)
VERB_ARGUMENTS: Final = {
    Verb.GET_RECORD: VerbArguments(frozenset({"identifier", "metadataPrefix"})),
    Verb.IDENTIFY: VerbArguments(),
    Verb.LIST_IDENTIFIERS: _LIST,
    Verb.LIST_METADATA_FORMATS: VerbArguments(optional=frozenset({"identifier"})),
    Verb.LIST_RECORDS: _LIST,
    Verb.LIST_SETS: VerbArguments(resumes=True),
}
DAY: Final = timedelta(days=1)
SECOND: Final = timedelta(seconds=1)
_DATE_FORMATS: Final = {
    DAY: (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "%Y-%m-%d"),
    SECOND: (re.compile(r"[0-9-]{10}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"), "%Y-%m-%dT%H:%M:%SZ"),
}

_SPEC_CHARACTERS: Final = r"[A-Za-z0-9\-_.!~*'()]+"
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?")
_ECHOED_FORMS: Final = {
"metadataPrefix": re.compile(_SPEC_CHARACTERS),
    "set": re.compile(f"{_SPEC_CHARACTERS}(:{_SPEC_CHARACTERS})*"),
    "from": _DATE, "until": _DATE,
}  # fmt: skip
"""Valid forms of arguments that a response echoes (OAI-PMH.xsd, requestType)."""


@dataclass(frozen=True)
class VerbRequest:
    """Verb with its arguments: all known, none twice, none missing."""

    verb: Verb
    values: Mapping[str, str]

    @property
    def token(self) -> str | None:
        """Resumption token, None at the start of a list."""
        return self.values.get(TOKEN)


def parse_request(parameters: QueryDict) -> VerbRequest:
    """Parses a request. Raises OaiError badVerb or badArgument."""
    verbs = parameters.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in list(Verb):
        raise OaiError(Code.BAD_VERB, "There is one verb, and it is one of the six of OAI-PMH 2.0.")
    verb = Verb(verbs[0])
    if any(len(values) > 1 for _name, values in parameters.lists()):
        raise bad_argument("An argument is given more than once.")
    values = {name: str(parameters[name]) for name in parameters if name != "verb"}
    _check(VERB_ARGUMENTS[verb], set(values))
    return VerbRequest(verb, values)


def echoed_arguments(arguments: Mapping[str, str]) -> dict[str, str]:
    """Returns the arguments that a response echoes, without those in an invalid form."""
    return {
        name: text
        for name, text in arguments.items()
        if name not in _ECHOED_FORMS or _ECHOED_FORMS[name].fullmatch(text)
    }


def window(values: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
    """Returns `from`, and the moment just after `until`. Raises OaiError badArgument."""
    since, first_step = _moment(values, "from")
    until, step = _moment(values, "until")
    if since and until and first_step != step:
        raise bad_argument("from and until have different granularities.")
    if since and until and since > until:
        raise bad_argument("from is later than until.")
    try:
        return since, until + step if until else None
    except OverflowError:
        return since, None


def _check(allowed: VerbArguments, names: set[str]) -> None:
    if TOKEN in names and allowed.resumes:
        if names != {TOKEN}:
            raise bad_argument("A resumptionToken stands alone.")
        return
    if unknown := names - allowed.required - allowed.optional:
        raise bad_argument(f"This verb does not take {len(unknown)} of the arguments.")
    if missing := allowed.required - names:
        raise bad_argument(f"This verb needs {' and '.join(sorted(missing))}.")


def _moment(values: Mapping[str, str], name: str) -> tuple[datetime | None, timedelta]:
    text = values.get(name)
    if text is None:
        return None, SECOND
    for step, (shape, form) in _DATE_FORMATS.items():
        if shape.fullmatch(text):
            try:
                return datetime.strptime(text, form).replace(tzinfo=UTC), step
            except ValueError:
                break
    raise bad_argument(f"{name} is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
