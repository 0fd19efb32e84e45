// Message that another device has opened the book, whose licence permits only one, with a button to
// read it here again. Position and marks of this device are sent before or after that.
export class Elsewhere {
  constructor({ here }, place, token, root) {
    this.address = here;
    this.place = place;
    this.token = token;
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
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, skrip: "1" });
    const answer = await fetch(this.address, { method: "POST", body }).catch(() => null);
    if (!answer) return; // without network the button stays
    if (answer.status !== 204) return location.reload();
    this.sheet.close();
    this.place.look();
  }
}
