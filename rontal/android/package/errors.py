"""Errors that stop a build; each message is one line for the person who runs the command."""


class BuildError(ValueError):
    """The package cannot be built; the message names the reason and the remedy."""


class ToolsMissing(BuildError):
    """Programs that a build needs are not installed."""


class KeyRefused(BuildError):
    """The signing key cannot be made or opened."""
