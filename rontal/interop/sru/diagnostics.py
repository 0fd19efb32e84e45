"""Diagnostics of SRU (the list of SRU 1.2, info:srw/diagnostic/1/N)."""

from enum import IntEnum


class Fault(IntEnum):
    """Numbers of the diagnostics in use."""

    GENERAL = 1
    UNAVAILABLE = 2
    OPERATION = 4
    VERSION = 5
    PARAMETER_VALUE = 6
    PARAMETER_MISSING = 7
    PARAMETER_UNKNOWN = 8
    SYNTAX = 10
    QUERY_TOO_LONG = 12
    PARENTHESES = 13
    QUOTES = 14
    CONTEXT_SET = 15
    INDEX = 16
    RELATION = 19
    RELATION_MODIFIER = 20
    RELATION_AND_INDEX = 22
    EMPTY_TERM = 27
    MASKING = 28
    ANCHORING = 31
    TERM_FORMAT = 36
    BOOLEAN = 37
    TOO_MANY_BOOLEANS = 38
    PROXIMITY = 39
    BOOLEAN_MODIFIER = 46
    FEATURE = 48
    MASK_PLACE = 49
    TOO_MANY_RECORDS = 60
    POSITION = 61
    SCHEMA = 66
    PACKING = 71
    XPATH = 72
    SORT = 80
    STYLESHEET = 110


MESSAGES = {
    Fault.GENERAL: "General system error",
    Fault.UNAVAILABLE: "System temporarily unavailable",
    Fault.OPERATION: "Unsupported operation",
    Fault.VERSION: "Unsupported version",
    Fault.PARAMETER_VALUE: "Unsupported parameter value",
    Fault.PARAMETER_MISSING: "Mandatory parameter not supplied",
    Fault.PARAMETER_UNKNOWN: "Unsupported parameter",
    Fault.SYNTAX: "Query syntax error",
    Fault.QUERY_TOO_LONG: "Too many characters in query",
    Fault.PARENTHESES: "Invalid or unsupported use of parentheses",
    Fault.QUOTES: "Invalid or unsupported use of quotes",
    Fault.CONTEXT_SET: "Unsupported context set",
    Fault.INDEX: "Unsupported index",
    Fault.RELATION: "Unsupported relation",
    Fault.RELATION_MODIFIER: "Unsupported relation modifier",
    Fault.RELATION_AND_INDEX: "Unsupported combination of relation and index",
    Fault.EMPTY_TERM: "Empty term unsupported",
    Fault.MASKING: "Masking character not supported",
    Fault.ANCHORING: "Anchoring character not supported",
    Fault.TERM_FORMAT: "Term in invalid format for index or relation",
    Fault.BOOLEAN: "Unsupported boolean operator",
    Fault.TOO_MANY_BOOLEANS: "Too many boolean operators in query",
    Fault.PROXIMITY: "Proximity not supported",
    Fault.BOOLEAN_MODIFIER: "Unsupported boolean modifier",
    Fault.FEATURE: "Query feature unsupported",
    Fault.MASK_PLACE: "Masking character in unsupported position",
    Fault.TOO_MANY_RECORDS: "Result set not created: too many matching records",
    Fault.POSITION: "First record position out of range",
    Fault.SCHEMA: "Unknown schema for retrieval",
    Fault.PACKING: "Unsupported record packing",
    Fault.XPATH: "XPath retrieval unsupported",
    Fault.SORT: "Sort not supported",
    Fault.STYLESHEET: "Stylesheets not supported",
}


class SruError(Exception):
    """Refused request; `details` names the cause, such as the index."""

    def __init__(self, fault: Fault, details: str = "") -> None:
        self.fault = fault
        self.details = details[:200]
        super().__init__(MESSAGES[fault])
