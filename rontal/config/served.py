"""What each web process loads: the application, in a process that ends with its server."""

import signal

from rontal.kernel import circles, kinship

kinship.bind_to_parent(signal.SIGKILL)

from django.urls import get_resolver  # noqa: E402 - bound before anything slow

from rontal.config.wsgi import application  # noqa: E402

get_resolver().url_patterns  # noqa: B018 - loads the views, which stay
circles.seldom()

__all__ = ["application"]
