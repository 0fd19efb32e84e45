"""Fixtures that run the `rontal` command."""

from tests.support.config.servers import (
    after_init,
    archive,
    environ,
    free_port,
    home,
    once_made,
    rontal,
    serve,
)

__all__ = ["after_init", "archive", "environ", "free_port", "home", "once_made", "rontal", "serve"]
