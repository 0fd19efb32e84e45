import htmx from "htmx.org";
import { showToast } from "./js/toast.js";

// The content security policy allows no inline styles and no eval.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
window.htmx = htmx;

// A failed request shows a toast, so that the person knows that nothing was saved or loaded.
const showLost = () => showToast(document.querySelector(".toasts").dataset.lost);
document.addEventListener("htmx:sendError", showLost);
document.addEventListener("htmx:responseError", showLost);
