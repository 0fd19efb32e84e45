"""Rate limits per network address; `web.registration.limits` explains why they are generous."""

from datetime import timedelta

from rontal.core.limits import Limit

HOUR = timedelta(hours=1)

CHALLENGE = Limit("feedback.challenge", 600, HOUR)
ATTACH = Limit("feedback.attach", 200, HOUR)
SEND_WITH_PROOF = Limit("feedback.send_with_proof", 60, HOUR)
SEND_WITHOUT_PROOF = Limit("feedback.send_without_proof", 6, HOUR)
FOLLOW = Limit("feedback.follow", 60, HOUR)
ADD_ENTRY = Limit("feedback.say", 30, HOUR)
