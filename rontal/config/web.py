"""Web server: `python -m rontal.config.web`.

Granian loads `rontal.config.served:application` in each of its processes.
"""

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from rontal.config import env, production

WAITING = 64  # pending requests of one process, beyond which others accept them
STOP_SECONDS = 8


def main() -> None:
    """Serves until a signal ends it."""
    environment = env.read()
    production.refuse()
    Granian(
        "rontal.config.served:application",
        address=environment.host,
        port=environment.port,
        interface=Interfaces.WSGI,
        workers=environment.web_processes,
        blocking_threads=environment.web_threads,
        blocking_threads_idle_timeout=600,
        backpressure=WAITING,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    ).serve()


if __name__ == "__main__":
    main()
