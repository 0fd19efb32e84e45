// [data-keep]: renews the clerk's lock on the application while the clerk uses the page, and shows
// a message when the lock is lost.
const EVERY = 4 * 60 * 1000;
const SIGNS = ["keydown", "pointerdown", "input"];

function setUp(place) {
  let busy = false;
  for (const sign of SIGNS)
    document.addEventListener(
      sign,
      () => {
        busy = true;
      },
      true,
    );
  const token = place.querySelector("[name=csrfmiddlewaretoken]").value;
  const timer = setInterval(async () => {
    if (!busy) return;
    busy = false;
    const headers = { "X-CSRFToken": token };
    let answer;
    try {
      answer = await fetch(place.dataset.keep, { method: "POST", headers });
    } catch {
      busy = true;
      return;
    }
    if (answer.status !== 409) return;
    clearInterval(timer);
    place.setAttribute("role", "alert");
    place.textContent = place.dataset.lost;
  }, Number(place.dataset.keepEvery) || EVERY);
}

export function setUpKeeping() {
  for (const place of document.querySelectorAll("[data-keep]")) setUp(place);
}
