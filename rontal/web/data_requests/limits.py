"""Rate limits per network address; `web.registration.limits` explains why they are generous."""

from datetime import timedelta

from rontal.core.limits import Limit

HOUR = timedelta(hours=1)

CHALLENGE = Limit("data_requests.challenge", 600, HOUR)
SEND_WITH_PROOF = Limit("data_requests.send_with_proof", 30, HOUR)
SEND_WITHOUT_PROOF = Limit("data_requests.send_without_proof", 6, HOUR)
SEND_OWN = Limit("data_requests.send_own", 10, HOUR)
FOLLOW = Limit("data_requests.follow", 60, HOUR)
ADD_ENTRY = Limit("data_requests.add_entry", 30, HOUR)
