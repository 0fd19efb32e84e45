// The book was opened on another device and its licence allows only one at a time: shows that, and
// a button to read here again. Place and marks of this device were sent before, or will be sent
// later.
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
    if (!answer) return; // no network: the button stays for another try
    if (answer.status !== 204) return location.reload();
    this.sheet.close();
    this.place.look();
  }
}
