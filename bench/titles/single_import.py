"""One import in a process of its own, so that its memory can be measured: `python -m
bench.titles.single_import FILE NAME` prints a line of JSON. Uses the library of the environment.
"""

import json
import sys
import time
from pathlib import Path
from typing import Final

BEGUN: Final = 0.2
"""Share of a file after which memory should not grow any more."""


def main() -> None:
    """Imports the file and prints the time, and the peak memory after a part and at the end."""
    import django

    django.setup()
    from rontal.catalogue.importing import jobs, services
    from rontal.catalogue.importing.kinds import Options
    from rontal.catalogue.importing.models import Import
    from rontal.core.actors import Actor

    path, name = sys.argv[1:3]
    actor, started = Actor.system("bench"), [0.0]

    def report_progress(run: Import) -> None:
        if run.done <= run.whole * BEGUN or not started[0]:
            started[0] = _memory()

    with Path(path).open("rb") as content:
        start = time.perf_counter()
        run = services.start_import(content=content, file_name=name, options=Options(), actor=actor)
        services.begin_importing(import_id=run.pk, actor=actor)
        jobs.import_records(import_id=run.pk, seconds=float("inf"), report_progress=report_progress)
        seconds = time.perf_counter() - start
    run = Import.objects.get(pk=run.pk)
    summary = {"state": run.state, "error": run.error, "records": run.records, "counts": run.counts}
    print(json.dumps(summary | {"seconds": seconds, "begun": started[0], "end": _memory()}))


def _memory() -> float:
    """Returns the peak memory of this program in MB. The value of getrusage may be its parent's."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
