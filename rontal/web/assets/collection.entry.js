import { setUpLazySection } from "./collection/lazy-section.js";
import { countView } from "./collection/view-count.js";
import { setUpSuggestions } from "./collection/suggestions.js";

for (const box of document.querySelectorAll("[data-suggest]")) setUpSuggestions(box);
for (const section of document.querySelectorAll("[data-later]")) setUpLazySection(section);
for (const title of document.querySelectorAll("[data-look]")) countView(title.dataset.look);
