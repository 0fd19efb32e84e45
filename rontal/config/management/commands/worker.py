"""Runs one more worker."""

from django.core.management.base import BaseCommand

from rontal.config import worker


class Command(BaseCommand):
    help = "Run one more worker, on this or another machine."

    def handle(self, **_options: object) -> None:
        worker.run(supervised=False)
