"""No address holds personal data: parameters are codes, numbers, slugs and one-use tokens."""

import re

from tests.structure.test_routes import ROUTES

ALLOWED = {
    "what",  # card or face of an invented person of the demo
    "import_id",  # a list of members
    "label", "kind",  # the month or year of a report, and what kind of file
    "code", "slot", "step", "token", "slug", "loan_id", "hold_id", "path", "number", "name", "pk",
    "digest", "width", "message_id", "job_id", "view_id", "uidb36", "key", "purpose",
    "column", "row",  # of a tile of a page
    # Of titles, people and subjects in the catalogue, which are public, and of acts upon them:
    "other", "batch", "proposal_id", "revision_id", "file_id",
    "language",  # of the page behind a sample
    "which", "ending",  # what is taken out of the collection, and in which format
}  # fmt: skip


def test_an_address_has_no_room_for_personal_data():
    for address in ROUTES:
        unknown = set(re.findall(r"<(?:\w+:)?(\w+)>", address)) - ALLOWED
        assert not unknown, f"/{address}: say here why {unknown} is not personal"
