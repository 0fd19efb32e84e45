"""Push messages as the browser shows them."""

from typing import Any

from playwright.sync_api import BrowserContext, Page

PAGE = "/akun/pemberitahuan/"


SHOWN = """async () => (await (await navigator.serviceWorker.getRegistration())
  .getNotifications()).map(({ title, body, tag, lang, badge, actions, data }) =>
    ({ title, body, tag, lang, badge, data, actions: actions.map((one) => one.title) }))"""


MADE_AT = """async () => (await (await navigator.serviceWorker.getRegistration())
  .getNotifications()).map((one) => one.timestamp)"""


def deliver(context: BrowserContext, page: Page, url: str, data: str) -> None:
    """Passes a message to the worker, as the browser does when its push service has one.

    Chromium at times shows a notification and loses it from its list (one of a hundred here, with
    two browsers at work): the message is passed again then.
    """
    before = page.evaluate(MADE_AT)
    for _turn in range(3):
        _pass(context, page, url, data)
        for _wait in range(20):
            if set(page.evaluate(MADE_AT)) - set(before):
                return
            page.wait_for_timeout(100)


def _pass(context: BrowserContext, page: Page, url: str, data: str) -> None:
    session = context.new_cdp_session(page)
    registrations: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda message: registrations.extend(
            one["registrationId"] for one in message["registrations"] if not one["isDeleted"]
        ),
    )
    session.send("ServiceWorker.enable")
    for _turn in range(50):
        if registrations:
            break
        page.wait_for_timeout(100)
    session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": url, "registrationId": registrations[-1], "data": data},
    )


def shown(page: Page, number: int) -> list[dict[str, Any]]:
    for _turn in range(50):
        notifications: list[dict[str, Any]] = page.evaluate(SHOWN)
        if len(notifications) == number:
            return notifications
        page.wait_for_timeout(100)
    return notifications


CLICK = """async (action) => {
  const [notification] = await self.registration.getNotifications();
  const opened = new Promise((resolve) => {
    self.clients.openWindow = async (address) => resolve(address);
  });
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification, action }));
  return opened;
}"""
