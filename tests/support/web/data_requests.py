"""The form of a request about personal data, filled in."""

from tests.support.data_requests.factories import EMAIL, NAME, WORDS


def sheet(**changes: str) -> dict[str, str]:
    values = {"kind": "access", "words": WORDS, "name": NAME, "email": EMAIL, "key": "lembar"}
    return values | changes
