"""Types and sizes of the pages that a journey opens."""

from collections.abc import Callable

from playwright.sync_api import Page

PHONE = {"width": 360, "height": 740}


Visit = Callable[..., Page]
