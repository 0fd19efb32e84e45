// Suggestions below the search box: a combobox with a listbox (ARIA 1.2). The form works without
// it; choosing a suggestion opens its page, Enter without one searches.
const DELAY = 120; // milliseconds after the last key
const MIN_LENGTH = 2; // minimum letters

export function setUpSuggestions(box) {
  const input = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const status = box.querySelector("[data-count]");
  let selected = -1;
  let typed = "";
  let timer = 0;
  let controller = null;

  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-expanded", "false"],
    ["aria-autocomplete", "list"],
    ["aria-controls", list.id],
  ]) {
    input.setAttribute(name, value);
  }

  function close() {
    list.hidden = true;
    list.replaceChildren();
    selected = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function select(index) {
    const options = [...list.children];
    selected = index;
    for (const [number, option] of options.entries()) option.setAttribute("aria-selected", String(number === index));
    if (index < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    input.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  }

  function option({ text, kind, address }, number) {
    const item = document.createElement("li");
    item.id = `${list.id}-${number}`;
    item.className = "suggestion";
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.address = address;
    for (const part of [text, kind]) {
      item.append(Object.assign(document.createElement("span"), { textContent: part }));
    }
    return item;
  }

  function show(suggestions) {
    close();
    if (!suggestions.length) {
      status.textContent = "";
      return;
    }
    list.replaceChildren(...suggestions.map(option));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    status.textContent = status.dataset.count.replace("%n", suggestions.length);
  }

  async function fetchSuggestions() {
    controller?.abort();
    controller = new AbortController();
    const query = typed;
    try {
      const address = `${box.dataset.suggest}?q=${encodeURIComponent(query)}`;
      const response = await fetch(address, { signal: controller.signal });
      if (response.ok && query === typed) show((await response.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close(); // on failure the search itself still works
    }
  }

  input.addEventListener("input", () => {
    typed = input.value.trim();
    clearTimeout(timer);
    if (typed.length < MIN_LENGTH) close();
    else timer = setTimeout(fetchSuggestions, DELAY);
  });

  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      select(((selected + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && selected >= 0) {
      event.preventDefault();
      location.assign(list.children[selected].dataset.address);
    }
  });

  // Keeps the focus in the box, so that the list stays open until the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) location.assign(item.dataset.address);
  });
  input.addEventListener("blur", () => close());
}
