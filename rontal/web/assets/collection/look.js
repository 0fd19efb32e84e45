// Reports one view of a title to the library; a prerendered page reports it only once it is shown.
export function tellOfLook(address) {
  const tell = () => navigator.sendBeacon && navigator.sendBeacon(address);
  if (document.prerendering) document.addEventListener("prerenderingchange", tell, { once: true });
  else tell();
}
