// Whether this page is being left. A page that reloads or leads on by itself at that moment would
// cancel the way that somebody has just chosen.
let leaving = false;

window.addEventListener("beforeunload", () => (leaving = true));
window.addEventListener("pageshow", () => (leaving = false));

export const isLeaving = () => leaving;
