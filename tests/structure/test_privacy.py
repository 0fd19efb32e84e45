"""Tests that addresses contain no personal data: only codes, numbers, slugs, one-time tokens."""

import re

from tests.support.structure.routes import ROUTES

ALLOWED = {
    "what",  # card or face of an invented person of the demo
    "import_id",  # of a list of members
    "label", "kind",  # the month or year of a report, and its file format
    "code", "slot", "step", "token", "slug", "loan_id", "hold_id", "path", "number", "name", "pk",
    "digest", "width", "message_id", "job_id", "view_id", "uidb36", "key", "purpose",
    "column", "row",  # of a tile of a page
    # In the catalogue (titles, people, subjects, all of them public) and operations on it:
    "other", "batch", "proposal_id", "revision_id", "file_id",
    "language",  # of the page behind a sample
    "provider_id",  # of the administrator's settings, the same for everybody
    "which", "ending",  # the exported part of the collection, and its format
}  # fmt: skip


def test_address_has_no_parameter_for_personal_data():
    for address in ROUTES:
        unknown = set(re.findall(r"<(?:\w+:)?(\w+)>", address)) - ALLOWED
        assert not unknown, f"/{address}: say here why {unknown} is not personal"
