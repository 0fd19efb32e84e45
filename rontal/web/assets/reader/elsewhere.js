// The book was opened on another device, and its licence does not let both read: says so, and takes
// it back with one press. The place and the marks of this device have been sent by then, or will be.
export class Elsewhere {
  constructor({ here }, place, token, root) {
    Object.assign(this, { address: here, place, token });
    this.sheet = root.getElementById("elsewhere");
    this.words = root.querySelector("[data-elsewhere-words]");
    place.addEventListener("elsewhere", ({ detail }) => this.ask(detail));
    root.querySelector("[data-read-here]").addEventListener("click", () => this.readHere());
  }

  ask(sentence) {
    this.words.textContent = sentence;
    if (!this.sheet.open) this.sheet.showModal();
  }

  async readHere() {
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, skrip: 1 });
    const answer = await fetch(this.address, { method: "POST", body }).catch(() => null);
    if (!answer) return; // without network: the button is still there
    if (answer.status !== 204) return location.reload();
    this.sheet.close();
    this.place.look();
  }
}
