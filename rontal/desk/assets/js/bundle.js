// form[data-bundle]: accepts dropped files and folders, and shows the progress of the upload.
// Without JavaScript the form is submitted normally.
async function* filesOf(entry) {
  if (entry.isFile) {
    yield await new Promise((resolve, reject) => entry.file(resolve, reject));
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return;
    for (const one of some) yield* filesOf(one);
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  const found = [];
  for (const entry of entries)
    for await (const file of filesOf(entry)) if (!file.name.startsWith(".")) found.push(file);
  return found;
}

function setUpDrop(form, input, said) {
  const place = form.querySelector("[data-drop]");
  const tell = () => {
    if (input.files.length) said.textContent = said.dataset.some.replace("{n}", input.files.length);
  };
  said.hidden = false;
  input.addEventListener("change", tell);
  for (const name of ["dragenter", "dragover"]) {
    place.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("drop-over");
    });
  }
  place.addEventListener("dragleave", () => place.classList.remove("drop-over"));
  place.addEventListener("drop", async (event) => {
    event.preventDefault();
    place.classList.remove("drop-over");
    const box = new DataTransfer();
    for (const file of await dropped(event.dataTransfer)) box.items.add(file);
    input.files = box.files;
    tell();
  });
}

// The response is a page: the import's page on success, else this page with errors.
function send(form) {
  const place = form.querySelector("[data-bundle-progress]");
  const bar = place.querySelector("progress");
  const said = place.querySelector("[data-bundle-percent]");
  const button = form.querySelector("button");
  const request = new XMLHttpRequest();
  request.open("POST", form.action || location.href);
  place.hidden = false;
  button.disabled = true;
  request.upload.onprogress = (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.floor((100 * event.loaded) / event.total);
    bar.value = percent;
    said.textContent = `${percent} %`;
  };
  request.onload = () => {
    if (request.status < 300 && request.responseURL !== location.href) {
      location.assign(request.responseURL);
      return;
    }
    document.open();
    document.write(request.responseText);
    document.close();
  };
  request.onerror = () => {
    said.textContent = form.dataset.lost;
    button.disabled = false;
  };
  request.send(new FormData(form));
}

export function setUpBundles() {
  for (const form of document.querySelectorAll("form[data-bundle]")) {
    const input = form.querySelector("input[type=file]");
    setUpDrop(form, input, form.querySelector("[data-drop-said]"));
    form.addEventListener("submit", (event) => {
      if (!input.files.length) return;
      event.preventDefault();
      send(form);
    });
  }
}
