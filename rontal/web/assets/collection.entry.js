import { setUpSuggestions } from "./collection/suggest.js";

for (const box of document.querySelectorAll("[data-suggest]")) setUpSuggestions(box);
