"""WSGI application of each web process, which ends with its server."""

import signal

from rontal.core import child_processes

child_processes.bind_to_parent(signal.SIGKILL)

from django.conf import settings  # noqa: E402 - bound before anything slow

from rontal.config.wsgi import application  # noqa: E402
from rontal.ui import icon_files  # noqa: E402

# `rontal init` has rendered them, unless another machine ran it. Rendering starts threads, so that
# it follows the fork.
if settings.LIBRARY is not None:
    icon_files.render_all(settings.LIBRARY)

__all__ = ["application"]
