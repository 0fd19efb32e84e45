import htmx from "htmx.org";
import { say } from "./js/toast.js";

// The content policy allows no inline style and no evaluated code.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
window.htmx = htmx;

// A request that did not arrive is said, not swallowed.
const lost = () => say(document.querySelector(".toasts").dataset.lost);
document.addEventListener("htmx:sendError", lost);
document.addEventListener("htmx:responseError", lost);
