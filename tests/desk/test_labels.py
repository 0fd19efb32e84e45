"""Tests that every code that the desk can show has a label."""

import pytest

from idcard.kinds import IdentityKind, Sex
from rontal.desk import labels
from rontal.membership.rules import kinds
from rontal.membership.states import ApplicationState
from rontal.notifications import registry
from rontal.notifications.purposes import ChannelName
from rontal.notifications.states import MessageState
from rontal.standard.rules import Punctuality
from rontal.ui.sentences import table
from rontal.verification.codes import FIELD_OF_FINDING
from rontal.verification.rules import Level, Recommendation


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (ApplicationState, labels.STATES),
        (registry.MESSAGES, labels.MESSAGES),
        (ChannelName, labels.CHANNELS),
        (MessageState, labels.MESSAGE_STATES),
        (Punctuality, labels.PUNCTUALITY),
        (Level, labels.LEVELS),
        (Recommendation, labels.RECOMMENDATIONS),
        (IdentityKind, labels.KINDS),
        (Sex, labels.SEXES),
        (kinds.Relation, labels.RELATIONS),
        (kinds.Slot, labels.SLOTS),
        (kinds.ConsentPurpose, labels.PURPOSES),
        (kinds.CorrectionReason, labels.CORRECTIONS),
        (kinds.RejectionReason, labels.REJECTIONS),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_code_has_a_label_and_no_label_is_unused(codes, words):
    real = {str(code) for code in codes if not str(code).startswith("test:")}
    assert set(words) == real


def test_every_marked_line_belongs_to_a_finding():
    for code in FIELD_OF_FINDING:
        assert f"finding:{code}" in table()
