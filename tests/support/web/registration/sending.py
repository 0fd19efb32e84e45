"""Proof of work of a form that is sent."""

import altcha
from django.test import Client


def solve(client: Client) -> str:
    challenge = altcha.Challenge.from_dict(client.get("/daftar/altcha/").json())
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    return altcha.Payload(challenge, solution).to_base64()
