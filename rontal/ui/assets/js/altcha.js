// form[data-altcha-url][data-altcha-worker]: computes the proof of work in a web worker and puts it
// into the hidden field "altcha". Submitting waits for it; if it fails, the form is submitted
// without a proof and the server applies its stricter rate limits.
const TIMEOUT = 60000;
const MAX_AGE = 8 * 60000;

class Proof {
  constructor(form) {
    this.form = form;
    this.pending = null;
    form.addEventListener("focusin", () => this.start(), { once: true });
    form.addEventListener("submit", (event) => this.onSubmit(event), true);
  }

  start() {
    if (!this.pending || Date.now() - this.startedAt > MAX_AGE) {
      this.startedAt = Date.now();
      this.pending = this.compute().catch(() => "");
    }
    return this.pending;
  }

  async compute() {
    const response = await fetch(this.form.dataset.altchaUrl, { headers: { Accept: "application/json" } });
    if (!response.ok) return "";
    const challenge = await response.json();
    const proof = await solve(this.form.dataset.altchaWorker, challenge);
    if (proof) this.field().value = proof;
    return proof;
  }

  field() {
    const found = this.form.querySelector("input[name=altcha]");
    if (found) return found;
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "altcha";
    this.form.append(field);
    return field;
  }

  onSubmit(event) {
    if (this.isReady) {
      this.isReady = false;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    if (button) button.setAttribute("data-busy", "");
    // A proof that is ready resolves while this submit event is still dispatched; the form ignores
    // another submit until that has ended.
    this.start().then(() => setTimeout(() => this.submit(button)));
  }

  submit(button) {
    this.isReady = true;
    if (button) button.removeAttribute("data-busy");
    if (this.form.requestSubmit) this.form.requestSubmit(button);
    else this.form.submit();
  }
}

function solve(address, challenge) {
  return new Promise((resolve) => {
    const worker = new Worker(address);
    const finish = (proof) => {
      clearTimeout(timer);
      worker.terminate();
      resolve(proof);
    };
    const timer = setTimeout(() => finish(""), TIMEOUT);
    worker.onmessage = (event) => finish(event.data);
    worker.onerror = () => finish("");
    worker.postMessage(challenge);
  });
}

export function setUpAltcha(root) {
  if (!window.Worker || !window.fetch) return;
  for (const form of root.querySelectorAll("form[data-altcha-url]")) new Proof(form);
}
