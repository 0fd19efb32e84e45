"""Books stored in the browser, and a browser without a network."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from rontal.core.actors import Actor
from tests.support.journeys.reader import frame_of, signed_in
from tests.support.journeys.worker import ready, stored, until

STORED_COUNTS = """() => new Promise((resolve, reject) => {
  const asked = indexedDB.open("rontal-kept", 1);
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const stores = ["books", "parts"];
    if (!asked.result.objectStoreNames.contains("books")) return resolve([0, 0]);
    const all = stores.map((name) => asked.result.transaction(name).objectStore(name).count());
    all[1].onsuccess = () => setTimeout(() => {
      resolve(all.map((one) => one.result));
      asked.result.close();
    }, 20);
  };
})"""


def store_offline(page: Page, address: str) -> str:
    """Stores the open book offline; returns the address of the page that stores it."""
    loan = re.search(r"/baca/(\d+)/", address)
    assert loan
    key_url = f"{address.partition('/baca/')[0]}/rak/{loan[1]}/simpan/"
    page.goto(key_url)
    page.get_by_label("Ini perangkat saya sendiri").check()
    page.get_by_role("button", name="Simpan di perangkat ini").click()
    expect(page.get_by_text("Buku tersimpan di perangkat ini.")).to_be_visible(timeout=20_000)
    return key_url


def stored_counts(page: Page) -> list[int]:
    """Returns the numbers of books and parts that the browser stores."""
    loan_ids: list[int] = page.evaluate(STORED_COUNTS)
    return loan_ids


def gone(page: Page) -> None:
    """Waits until nothing is stored."""
    for _ in range(40):
        if stored_counts(page) == [0, 0]:
            return
        page.wait_for_timeout(100)
    assert stored_counts(page) == [0, 0]


def without_network(page: Page, address: str) -> Any:
    """Cuts the connection, opens the book, and returns the frame that shows it."""
    page.context.set_offline(True)
    page.goto(address)
    frame = frame_of(page)
    offline_settings = page.evaluate(
        "JSON.parse(document.getElementById('book').textContent).offline"
    )
    assert offline_settings is True, "the library answered, not the device"
    return frame


def chapter(page: Page, name: str) -> None:
    """Goes to a chapter by the contents."""
    page.get_by_role("button", name="Daftar isi").click()
    page.get_by_role("dialog").get_by_role("button", name=name).click()
    expect(page.locator("[data-chapter]")).to_have_text(name)


def highlight(page: Page, note: str) -> None:
    """Selects the first paragraph and writes a note on it."""
    page.keyboard.press("s")
    page.locator("[data-note]").click()
    page.get_by_label("Catatan", exact=True).fill(note)
    page.get_by_role("button", name="Simpan", exact=True).click()


def paths(page: Page, start: str = "rontal-pages-") -> set[str]:
    """Paths of the stored pages in caches whose names begin so."""
    return {path for name, path in stored(page) if name.startswith(start)}


def with_card(page: Page, server: Any, actor: Actor) -> str:
    """A member who has opened the card; the name of the cache that holds it."""
    signed_in(page, server, actor)
    page.goto(f"{server.url}/koleksi/")
    ready(page)
    page.goto(f"{server.url}/kartu/")
    until(page, lambda: "/kartu/" in paths(page), "the card is stored")
    return next(name for name, path in stored(page) if path == "/kartu/")
