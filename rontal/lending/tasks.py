"""Jobs of lending."""

from procrastinate.contrib.django import app

from rontal.catalogue.events import IMPORTED
from rontal.kernel.actors import Actor
from rontal.kernel.events import subscriber
from rontal.kernel.models import Event
from rontal.lending import services


@subscriber(IMPORTED)
def license_imported_title(event: Event) -> None:
    """One copy, one reader, for a title that came in; staff add more."""
    services.grant_licence_at_import(
        title_id=int(event.subject_id), copies=1, actor=Actor.system("import")
    )


@app.periodic(cron="* * * * *")
@app.task(name="lending:settle_overdue", queue="lending", queueing_lock="lending:settle_overdue")
def settle_overdue(timestamp: int) -> None:  # noqa: ARG001
    """Ends what is over, every minute."""
    services.settle_overdue()
