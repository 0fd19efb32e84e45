// [data-keep]: renews the clerk's lock on the application while the clerk uses the page, and shows
// a message when the lock is lost.
const INTERVAL = 4 * 60 * 1000;
const ACTIVITY = ["keydown", "pointerdown", "input"];

function setUpRenewal(place) {
  let isActive = false;
  for (const event of ACTIVITY)
    document.addEventListener(
      event,
      () => {
        isActive = true;
      },
      true,
    );
  const token = place.querySelector("[name=csrfmiddlewaretoken]").value;
  const timer = setInterval(async () => {
    if (!isActive) return;
    isActive = false;
    const headers = { "X-CSRFToken": token };
    let response;
    try {
      response = await fetch(place.dataset.keep, { method: "POST", headers });
    } catch {
      isActive = true;
      return;
    }
    if (response.status !== 409) return;
    clearInterval(timer);
    place.setAttribute("role", "alert");
    place.textContent = place.dataset.lost;
  }, Number(place.dataset.keepEvery) || INTERVAL);
}

export function setUpLockRenewal() {
  for (const place of document.querySelectorAll("[data-keep]")) setUpRenewal(place);
}
