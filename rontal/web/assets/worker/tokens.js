// Finds the tokens for forms in the HTML of a page.
const TOKEN = /name="csrfmiddlewaretoken" value="([^"]+)"/;
const CHALLENGE = /data-altcha-url="([^"]+)"/;

export function tokenIn(text) {
  const found = TOKEN.exec(text);
  return found ? found[1] : null;
}

export function challengeIn(text) {
  const found = CHALLENGE.exec(text);
  return found ? found[1] : null;
}
