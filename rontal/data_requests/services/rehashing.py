"""Rotation of the hash key: what remains of requests about personal data."""

from datetime import datetime

from rontal.core.rehashing import Remaining
from rontal.data_requests.models import RequestFollowKey


def remaining(since: datetime) -> Remaining:
    """Returns the follow codes that were given out before: nobody but their holders knows them."""
    count = RequestFollowKey.objects.filter(made_at__lt=since).count()
    return Remaining("follow codes of data requests, which end with the texts of each", count)
