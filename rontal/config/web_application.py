"""ASGI application of each web process, which ends with its server."""

import signal

from rontal.core import child_processes

child_processes.bind_to_parent(signal.SIGKILL)

from django.conf import settings  # noqa: E402 - bound before anything slow

from rontal.config import asgi, env, wsgi  # noqa: E402
from rontal.ui import icon_files  # noqa: E402

# `rontal init` has rendered them, unless another machine ran it. Rendering starts threads, so that
# it follows the fork.
if settings.LIBRARY is not None:
    icon_files.render_all(settings.LIBRARY)

application = asgi.Application(wsgi.application, env.read().web_threads)
