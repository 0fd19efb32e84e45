// Tells whether this page is being left: a reload or redirect by script at that moment would cancel
// the navigation that the user has started.
let leaving = false;

window.addEventListener("beforeunload", () => (leaving = true));
window.addEventListener("pageshow", () => (leaving = false));

export const isLeaving = () => leaving;
