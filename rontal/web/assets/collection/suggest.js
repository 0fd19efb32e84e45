// Suggestions below the search box: a combobox with a listbox (ARIA 1.2). The form works without
// it; choosing a suggestion opens its page, Enter without one searches.
const WAIT = 120; // milliseconds after the last key
const LEAST = 2; // minimum letters

export function setUpSuggestions(box) {
  const input = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const told = box.querySelector("[data-count]");
  let chosen = -1;
  let typed = "";
  let timer = 0;
  let asking = null;

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
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(place) {
    const options = [...list.children];
    chosen = place;
    for (const [number, option] of options.entries()) option.setAttribute("aria-selected", String(number === place));
    if (place < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    input.setAttribute("aria-activedescendant", options[place].id);
    options[place].scrollIntoView({ block: "nearest" });
  }

  function option({ text, kind, address }, number) {
    const line = document.createElement("li");
    line.id = `${list.id}-${number}`;
    line.className = "suggestion";
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.dataset.address = address;
    for (const words of [text, kind]) {
      line.append(Object.assign(document.createElement("span"), { textContent: words }));
    }
    return line;
  }

  function show(suggestions) {
    close();
    if (!suggestions.length) {
      told.textContent = "";
      return;
    }
    list.replaceChildren(...suggestions.map(option));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    told.textContent = told.dataset.count.replace("%n", suggestions.length);
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const words = typed;
    try {
      const address = `${box.dataset.suggest}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { signal: asking.signal });
      if (answer.ok && words === typed) show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close(); // on failure the search itself still works
    }
  }

  input.addEventListener("input", () => {
    typed = input.value.trim();
    clearTimeout(timer);
    if (typed.length < LEAST) close();
    else timer = setTimeout(ask, WAIT);
  });

  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.address);
    }
  });

  // Keeps the focus in the box, so that the list stays open until the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const line = event.target.closest("[role=option]");
    if (line) location.assign(line.dataset.address);
  });
  input.addEventListener("blur", () => close());
}
