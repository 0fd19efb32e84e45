import { setUpLater } from "./collection/later.js";
import { setUpSuggestions } from "./collection/suggest.js";

for (const box of document.querySelectorAll("[data-suggest]")) setUpSuggestions(box);
for (const section of document.querySelectorAll("[data-later]")) setUpLater(section);
