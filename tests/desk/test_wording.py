"""Tests that every code that the desk can show has a label."""

import pytest

from idcard.kinds import IdentityKind, Sex
from rontal.core.events import DECLARED
from rontal.desk import wording
from rontal.membership.rules import kinds
from rontal.membership.states import ApplicationState
from rontal.notifications import registry
from rontal.notifications.purposes import ChannelName
from rontal.notifications.states import MessageState
from rontal.standard.rules import Punctuality
from rontal.ui.sentences import table
from rontal.verification.rules import Level, Recommendation


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (DECLARED, wording.EVENTS),
        (ApplicationState, wording.STATES),
        (registry.MESSAGES, wording.MESSAGES),
        (ChannelName, wording.CHANNELS),
        (MessageState, wording.MESSAGE_STATES),
        (Punctuality, wording.PUNCTUALITY),
        (Level, wording.LEVELS),
        (Recommendation, wording.RECOMMENDATIONS),
        (IdentityKind, wording.KINDS),
        (Sex, wording.SEXES),
        (kinds.Relation, wording.RELATIONS),
        (kinds.Slot, wording.SLOTS),
        (kinds.ConsentPurpose, wording.PURPOSES),
        (kinds.CorrectionReason, wording.CORRECTIONS),
        (kinds.RejectionReason, wording.REJECTIONS),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_code_has_words_and_no_words_are_left_over(codes, words):
    real = {str(code) for code in codes if not str(code).startswith("test:")}
    assert set(words) == real


def test_every_marked_line_belongs_to_a_finding():
    for code in wording.FIELDS:
        assert f"finding:{code}" in table()
