// Paged book: sizes, names and image URLs of its pages.
export class Book {
  constructor(data) {
    this.data = data;
    this.words = data.words;
    this.total = data.total;
    this.rtl = data.rtl;
    this.wide = new Set(data.wide);
    this.sizes = data.sizes.flatMap(([count, width, height]) => Array(count).fill({ width, height }));
  }

  size(page) {
    return this.sizes[page - 1] || { width: 2, height: 3 };
  }

  // Width divided by height.
  shape(page) {
    const { width, height } = this.size(page);
    return width / height;
  }

  label(page) {
    return this.data.labels[page] || String(page);
  }

  // "Page 12 of 340", with the printed page label and the caption if any.
  name(page) {
    const label = this.label(page);
    const printed = label === String(page) ? "" : ` (${label})`;
    const caption = this.data.captions[page];
    return `${this.words.page.replace("{page}", page).replace("{total}", this.total)}${printed}${caption ? ` · ${caption}` : ""}`;
  }

  // Page of a stored position; for a position in another format, by the fraction read.
  at({ cfi, part }) {
    const [, page] = /^page=(\d+)/.exec(cfi) || [null, 1 + Math.round(part * (this.total - 1))];
    return Math.min(this.total, Number(page));
  }

  // Fraction of the book before a page.
  part(page) {
    return this.total > 1 ? (page - 1) / (this.total - 1) : 1;
  }

  url(page, rest) {
    return `${this.data.base}${page}/${rest}`;
  }

  // Smallest image width that is sharp on so many device pixels, else the largest.
  imageWidth(pixels) {
    const { widths } = this.data;
    return widths.find((width) => width >= pixels * 0.9) || widths[widths.length - 1];
  }

  // Width whose tiles are sharp on so many device pixels; 0 where the whole page is sharp enough.
  tileWidth(page, pixels) {
    const { widths, closer, pictures } = this.data;
    if (pixels <= widths[widths.length - 1] * 1.15) return 0;
    const maxWidth = pictures ? 2 * this.size(page).width : Infinity;
    const usable = closer.filter((width) => width <= maxWidth);
    return usable.find((width) => width >= pixels * 0.8) || usable[usable.length - 1] || 0;
  }

  // Pages that are shown together: single pages, or spreads of the open book.
  rows(isSpread) {
    const rows = [];
    for (let page = 1; page <= this.total; page += 1) {
      const pairs = isSpread && page > 1 && page < this.total && !this.single(page) && !this.single(page + 1);
      rows.push(pairs ? [page, page + 1] : [page]);
      if (pairs) page += 1;
    }
    return rows;
  }

  single(page) {
    return this.wide.has(page) || this.shape(page) > 1.2;
  }
}
