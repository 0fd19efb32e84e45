// [data-keep]: renews the clerk's lock on the application while the clerk uses the page, and shows
// a message when the lock is lost.
const INTERVAL = 4 * 60 * 1000;
const ACTIVITY = ["keydown", "pointerdown", "input"];

function setUpRenewal(element) {
  let isActive = false;
  for (const event of ACTIVITY)
    document.addEventListener(
      event,
      () => {
        isActive = true;
      },
      true,
    );
  const token = element.querySelector("[name=csrfmiddlewaretoken]").value;
  const timer = setInterval(async () => {
    if (!isActive) return;
    isActive = false;
    const headers = { "X-CSRFToken": token };
    let response;
    try {
      response = await fetch(element.dataset.keep, { method: "POST", headers });
    } catch {
      isActive = true;
      return;
    }
    if (response.status !== 409) return;
    clearInterval(timer);
    element.setAttribute("role", "alert");
    element.textContent = element.dataset.lost;
  }, Number(element.dataset.keepEvery) || INTERVAL);
}

export function setUpLockRenewal() {
  for (const element of document.querySelectorAll("[data-keep]")) setUpRenewal(element);
}
