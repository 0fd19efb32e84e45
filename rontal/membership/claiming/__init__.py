"""Activation of imported memberships: members are invited by mail and claim their account."""
