import { setUpLater } from "./collection/later.js";
import { tellOfLook } from "./collection/look.js";
import { setUpSuggestions } from "./collection/suggest.js";

for (const box of document.querySelectorAll("[data-suggest]")) setUpSuggestions(box);
for (const section of document.querySelectorAll("[data-later]")) setUpLater(section);
for (const title of document.querySelectorAll("[data-look]")) tellOfLook(title.dataset.look);
