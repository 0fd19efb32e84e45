// form[data-look-up]: inputs with data-look autocomplete names of known authorities, and the rows
// of [data-more-rows] multiply as they are filled. Without JavaScript both are plain inputs.
const PATIENCE = 200;
const known = new Map();
let timer;

async function offer(input, form) {
  const what = input.dataset.look;
  const text = input.value.trim();
  if (text.length < 2) return;
  const address = form.dataset.lookUp.replace("/x/", `/${what}/`);
  let answer;
  try {
    answer = await fetch(`${address}?q=${encodeURIComponent(text)}`);
  } catch {
    return;
  }
  if (!answer.ok) return;
  const { found } = await answer.json();
  const list = document.getElementById(`dikenal-${what}`);
  list.replaceChildren(
    ...found.map((one) => {
      known.set(`${what}:${one.name}`, one);
      const option = document.createElement("option");
      option.value = one.name;
      if (one.dates) option.label = `${one.name} (${one.dates})`;
      return option;
    }),
  );
}

// Fills in the sort name, the dates and the kind of a chosen authority.
function fill(input) {
  const one = known.get(`${input.dataset.look}:${input.value}`);
  if (!one || !("sort" in one)) return;
  const row = input.closest("[data-row]");
  const part = (name) => row.querySelector(`[name$="-${name}"]`);
  part("urut").value = one.sort === one.name ? "" : one.sort;
  part("tahun").value = one.dates;
  part("jenis").value = one.kind;
}

function next(text) {
  return text.replace(/\d+/, (number) => Number(number) + 1);
}

function grow(place, most) {
  const rows = [...place.querySelectorAll("[data-row]")];
  const last = rows[rows.length - 1];
  const filled = [...last.querySelectorAll("input")].some((input) => input.value.trim());
  if (!filled || rows.length >= most) return;
  const row = last.cloneNode(true);
  for (const part of row.querySelectorAll("[id], [name], [for]")) {
    for (const name of ["id", "name", "for"]) {
      const value = part.getAttribute(name);
      if (value) part.setAttribute(name, next(value));
    }
  }
  for (const words of row.querySelectorAll("legend, label.unseen")) words.textContent = next(words.textContent);
  for (const input of row.querySelectorAll("input")) input.value = "";
  for (const details of row.querySelectorAll("details")) details.open = false;
  place.append(row);
}

export function setUpLookUps() {
  for (const form of document.querySelectorAll("form[data-look-up]")) {
    form.addEventListener("input", (event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      const place = input.closest("[data-more-rows]");
      if (place) grow(place, 30);
      if (!input.dataset.look) return;
      fill(input);
      clearTimeout(timer);
      timer = setTimeout(() => offer(input, form), PATIENCE);
    });
  }
}
