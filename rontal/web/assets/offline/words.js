// Sentences of the page with numbers in them, as its language writes them.
const tenths = new Intl.NumberFormat(document.documentElement.lang, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

export const filled = (sentence, values) => sentence.replace(/{(\w+)}/g, (_all, name) => values[name]);
export const megabytes = (bytes) => tenths.format(Math.max(0, bytes) / 1e6);
