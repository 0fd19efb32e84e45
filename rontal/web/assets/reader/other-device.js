// Shows that another device has opened the book, whose licence permits only one, with a button to
// read it here again. Position and marks of this device are sent before or after that.
export class OtherDevice {
  constructor({ here }, place, token, root) {
    this.url = here;
    this.place = place;
    this.token = token;
    this.dialog = root.getElementById("elsewhere");
    this.text = root.querySelector("[data-elsewhere-words]");
    place.addEventListener("elsewhere", ({ detail }) => this.open(detail));
    root.querySelector("[data-read-here]").addEventListener("click", () => this.readHere());
  }

  open(sentence) {
    this.text.textContent = sentence;
    if (!this.dialog.open) this.dialog.showModal();
  }

  async readHere() {
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, skrip: "1" });
    const response = await fetch(this.url, { method: "POST", body }).catch(() => null);
    if (!response) return; // without network the button stays
    if (response.status !== 204) return location.reload();
    this.dialog.close();
    this.place.check();
  }
}
