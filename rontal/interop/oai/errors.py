"""Errors of the protocol (OAI-PMH 2.0, 3.6)."""

from enum import StrEnum


class Code(StrEnum):
    """Error codes of the protocol."""

    BAD_ARGUMENT = "badArgument"
    BAD_RESUMPTION_TOKEN = "badResumptionToken"  # noqa: S105 - a code
    BAD_VERB = "badVerb"
    CANNOT_DISSEMINATE_FORMAT = "cannotDisseminateFormat"
    ID_DOES_NOT_EXIST = "idDoesNotExist"
    NO_RECORDS_MATCH = "noRecordsMatch"


class OaiError(Exception):
    """Refused request; operators of a harvester read the sentence."""

    def __init__(self, code: Code, sentence: str) -> None:
        self.code = code
        self.sentence = sentence
        super().__init__(code.value)


def bad_argument(sentence: str) -> OaiError:
    """Returns a badArgument error, the most frequent one."""
    return OaiError(Code.BAD_ARGUMENT, sentence)
