// Counts one view of the title's page; not while the page is only prerendered.
export function countView(address) {
  const send = () => navigator.sendBeacon && navigator.sendBeacon(address);
  if (document.prerendering) document.addEventListener("prerenderingchange", send, { once: true });
  else send();
}
