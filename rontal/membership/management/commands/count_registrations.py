"""Counts applications that the reports have not counted yet."""

from django.core.management.base import BaseCommand

from rontal.membership import services


class Command(BaseCommand):
    help = "Count what the reports have not counted yet."

    def handle(self, **_options: object) -> None:
        counted = services.count_registrations()
        self.stdout.write(f"{counted} applications were counted for the reports")
