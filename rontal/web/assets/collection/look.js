// Tells the library once that a title is looked at; not while its page is only made ready ahead.
export function tellOfLook(address) {
  const tell = () => navigator.sendBeacon && navigator.sendBeacon(address);
  if (document.prerendering) document.addEventListener("prerenderingchange", tell, { once: true });
  else tell();
}
