"""The forms of registration: how a field looks and what was typed; the rules are membership's."""
