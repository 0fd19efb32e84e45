// Registration: clears the error of a photo that was uploaded, and prefills the form from the card.
// Activation: shows the password and its strength, and creates a passkey.
import { setUpPrefill } from "./registration/prefill.js";
import { setUpPhotoChecks } from "../../ui/assets/registration/photo-checks.js";

const MIN_LENGTH = 10;
const STRONG_LENGTH = 16;

function toggleVisibility(input, button) {
  const show = input.type === "password";
  input.type = show ? "text" : "password";
  button.setAttribute("aria-pressed", String(show));
}

function strengthText(password, texts) {
  if (!password) return "";
  if (password.length < MIN_LENGTH) return texts.textShort.replace("%n", MIN_LENGTH - password.length);
  if (/^\d+$/.test(password)) return texts.textPlain;
  return password.length < STRONG_LENGTH ? texts.textFair : texts.textStrong;
}

function setUpPassword(input) {
  const tools = input.form.querySelector("[data-password-tools]");
  if (!tools) return;
  const button = tools.querySelector("[data-password-show]");
  const status = tools.querySelector("[data-password-strength]");
  tools.hidden = false;
  button.addEventListener("click", () => toggleVisibility(input, button));
  input.addEventListener("input", () => {
    status.textContent = strengthText(input.value, status.dataset);
  });
  // Hides the password before submitting, so that the browser does not store it as plain text.
  input.form.addEventListener("submit", () => {
    input.type = "password";
  });
}

async function setUpPasskeyOffer(offer) {
  const keys = window.PublicKeyCredential;
  if (!keys || !keys.isUserVerifyingPlatformAuthenticatorAvailable) return;
  offer.hidden = !(await keys.isUserVerifyingPlatformAuthenticatorAvailable());
}

function setUpPasskey(button) {
  const failed = document.querySelector("[data-passkey-failed]");
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    failed.hidden = false;
  });
  window.allauth.webauthn.forms.signupForm({
    ids: { signup: button.id, credential: "id_credential", data: "js_data" },
  });
}

document.querySelectorAll("[data-password]").forEach(setUpPassword);
document.querySelectorAll("[data-passkey-offer]").forEach(setUpPasskeyOffer);
document.querySelectorAll("[data-passkey-make]").forEach(setUpPasskey);
document.addEventListener("photo:done", (event) => {
  const group = event.target.closest("fieldset");
  group.classList.remove("field-wrong");
  for (const error of group.querySelectorAll(".field-error")) error.remove();
});
setUpPrefill();
setUpPhotoChecks(document);
