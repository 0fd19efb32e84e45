"""Functions for journeys with the service worker."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

READY = """async () => {
  const found = await navigator.serviceWorker.ready;
  const { serviceWorker } = navigator;
  if (!serviceWorker.controller)
    await new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve));
  return found.scope;
}"""
STORED = """async () => {
  const all = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      all.push([name, new URL(request.url).pathname]);
  return all;
}"""
DATABASES = """async () => {
  const text = (value) => new TextDecoder("latin1").decode(value);
  const rows = [];
  for (const { name } of await indexedDB.databases()) {
    const asked = indexedDB.open(name);
    await new Promise((resolve) => (asked.onsuccess = resolve));
    for (const store of asked.result.objectStoreNames) {
      const all = asked.result.transaction(store).objectStore(store).getAll();
      await new Promise((resolve) => (all.onsuccess = resolve));
      for (const row of all.result)
        rows.push([name, store, JSON.stringify(row, (_key, value) =>
          value instanceof CryptoKey ? `key ${value.extractable}` :
          value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? text(value) : value)]);
    }
    asked.result.close();
  }
  return rows;
}"""


@pytest.fixture
def service_workers() -> str:
    """Allows the service worker."""
    return "allow"


def ready(page: Page) -> None:
    """Waits until the worker controls the page."""
    assert page.evaluate(READY).endswith("/")


def stored(page: Page) -> list[list[str]]:
    """Returns the name of the cache and the path of everything in the browser's caches."""
    entries: list[list[str]] = page.evaluate(STORED)
    return entries


def rows(page: Page) -> list[list[str]]:
    """Returns database, store and content of every row in the browser's IndexedDB."""
    records: list[list[str]] = page.evaluate(DATABASES)
    return records


def waits(page: Page, kind: str = "") -> list[dict[str, Any]]:
    """Returns the rows of the queue, of one kind if it is given."""

    requests = [
        json.loads(row)
        for name, store, row in rows(page)
        if (name, store) == ("rontal-worker", "queue")
    ]
    return [row for row in requests if not kind or row["kind"] == kind]


def until(page: Page, holds: Any, what: str) -> None:
    """Waits until `holds()` is true; raises AssertionError(`what`)."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError(what)
