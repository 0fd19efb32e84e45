// Fills numbers into sentences of the page, in the format of its language.
const tenths = new Intl.NumberFormat(document.documentElement.lang, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

export const fillIn = (sentence, values) => sentence.replace(/{(\w+)}/g, (_all, name) => values[name]);
export const megabytes = (bytes) => tenths.format(Math.max(0, bytes) / 1e6);
