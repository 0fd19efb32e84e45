"""Errors that stop a build; each message is one line for whoever runs the command."""


class BuildError(ValueError):
    """The package cannot be built; the message says why and what to do."""


class ToolsMissing(BuildError):
    """Programs that a build needs are not installed."""


class KeyRefused(BuildError):
    """The signing key cannot be made or opened."""
