"""Marks as the reader sends them."""

import json
from typing import Any

from django.test import Client

SENT = {
    "key": "6f6f1d6e-6a70-4b43-8f0e-6a1a3b1f0001",
    "at": 1_700_000_000_000,
    "kind": "highlight",
    "cfi": "epubcfi(/6/4!/4,/2/1:0,/2/1:20)",
    "part": 0.25,
    "colour": "blue",
    "quote": "air datang bergiliran",
    "note": "tanya <b>Pak Made</b>",
}


def send(client: Client, loan_id: int, *marks: Any) -> int:
    answer = client.post(f"/baca/{loan_id}/tanda/", {"tanda": json.dumps(marks)})
    return int(answer.status_code)
