"""Voices of a browser, which Chromium without windows lacks."""

VOICES = """
window.said = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "id-ID", name: "Suara" }],
  addEventListener() {},
  speak(one) {
    window.said.push([one.lang, one.text]);
    window.spoken = [one.voice && one.voice.name, one.rate];
    this.timer = setTimeout(() => one.onend(), 60);
  },
  cancel() { clearTimeout(this.timer); },
} });
"""
