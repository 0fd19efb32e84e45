// Counts one view of the title's page; not while the page is only prerendered.
export function tellOfLook(address) {
  const tell = () => navigator.sendBeacon && navigator.sendBeacon(address);
  if (document.prerendering) document.addEventListener("prerenderingchange", tell, { once: true });
  else tell();
}
