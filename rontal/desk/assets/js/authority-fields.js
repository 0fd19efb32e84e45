// form[data-look-up]: inputs with data-look autocomplete names of known authorities, and the rows
// of [data-more-rows] multiply as they are filled. Without JavaScript both are plain inputs.
const DELAY = 200;
const authorities = new Map();
let timer;

async function suggest(input, form) {
  const kind = input.dataset.look;
  const text = input.value.trim();
  if (text.length < 2) return;
  const address = form.dataset.lookUp.replace("/x/", `/${kind}/`);
  let response;
  try {
    response = await fetch(`${address}?q=${encodeURIComponent(text)}`);
  } catch {
    return;
  }
  if (!response.ok) return;
  const { found } = await response.json();
  const list = document.getElementById(`dikenal-${kind}`);
  list.replaceChildren(
    ...found.map((authority) => {
      authorities.set(`${kind}:${authority.name}`, authority);
      const option = document.createElement("option");
      option.value = authority.name;
      if (authority.dates) option.label = `${authority.name} (${authority.dates})`;
      return option;
    }),
  );
}

// Fills in the sort name, the dates and the kind of a chosen authority.
function fillAuthority(input) {
  const authority = authorities.get(`${input.dataset.look}:${input.value}`);
  if (!authority || !("sort" in authority)) return;
  const row = input.closest("[data-row]");
  const part = (name) => row.querySelector(`[name$="-${name}"]`);
  part("urut").value = authority.sort === authority.name ? "" : authority.sort;
  part("tahun").value = authority.dates;
  part("jenis").value = authority.kind;
}

function incremented(text) {
  return text.replace(/\d+/, (number) => Number(number) + 1);
}

function addEmptyRow(container, maxRows) {
  const rows = [...container.querySelectorAll("[data-row]")];
  const last = rows[rows.length - 1];
  const filled = [...last.querySelectorAll("input")].some((input) => input.value.trim());
  if (!filled || rows.length >= maxRows) return;
  const row = last.cloneNode(true);
  for (const part of row.querySelectorAll("[id], [name], [for]")) {
    for (const name of ["id", "name", "for"]) {
      const value = part.getAttribute(name);
      if (value) part.setAttribute(name, incremented(value));
    }
  }
  for (const label of row.querySelectorAll("legend, label.unseen")) label.textContent = incremented(label.textContent);
  for (const input of row.querySelectorAll("input")) input.value = "";
  for (const details of row.querySelectorAll("details")) details.open = false;
  container.append(row);
}

export function setUpAuthorityFields() {
  for (const form of document.querySelectorAll("form[data-look-up]")) {
    form.addEventListener("input", (event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      const container = input.closest("[data-more-rows]");
      if (container) addEmptyRow(container, 30);
      if (!input.dataset.look) return;
      fillAuthority(input);
      clearTimeout(timer);
      timer = setTimeout(() => suggest(input, form), DELAY);
    });
  }
}
