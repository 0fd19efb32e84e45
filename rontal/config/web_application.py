"""WSGI application of each web process, which ends with its server."""

import signal

from rontal.core import child_processes

child_processes.bind_to_parent(signal.SIGKILL)

from rontal.config.wsgi import application  # noqa: E402 - bound before anything slow

__all__ = ["application"]
