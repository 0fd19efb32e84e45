// form[data-bundle]: accepts dropped files and folders, and shows the progress of the upload.
// Without JavaScript the form is submitted normally.
async function* filesOf(entry) {
  if (entry.isFile) {
    yield await new Promise((resolve, reject) => entry.file(resolve, reject));
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!batch.length) return;
    for (const child of batch) yield* filesOf(child);
  }
}

async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  const files = [];
  for (const entry of entries)
    for await (const file of filesOf(entry)) if (!file.name.startsWith(".")) files.push(file);
  return files;
}

function setUpDropZone(form, input, status) {
  const zone = form.querySelector("[data-drop]");
  const showCount = () => {
    if (input.files.length) status.textContent = status.dataset.some.replace("{n}", input.files.length);
  };
  status.hidden = false;
  input.addEventListener("change", showCount);
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("drop-over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("drop-over"));
  zone.addEventListener("drop", async (event) => {
    event.preventDefault();
    zone.classList.remove("drop-over");
    const transferred = new DataTransfer();
    for (const file of await droppedFiles(event.dataTransfer)) transferred.items.add(file);
    input.files = transferred.files;
    showCount();
  });
}

// The response is a page: the import's page on success, else this page with errors.
function send(form) {
  const progress = form.querySelector("[data-bundle-progress]");
  const bar = progress.querySelector("progress");
  const status = progress.querySelector("[data-bundle-percent]");
  const button = form.querySelector("button");
  const request = new XMLHttpRequest();
  request.open("POST", form.action || location.href);
  progress.hidden = false;
  button.disabled = true;
  request.upload.onprogress = (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.floor((100 * event.loaded) / event.total);
    bar.value = percent;
    status.textContent = `${percent} %`;
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
    status.textContent = form.dataset.lost;
    button.disabled = false;
  };
  request.send(new FormData(form));
}

export function setUpImportUploads() {
  for (const form of document.querySelectorAll("form[data-bundle]")) {
    const input = form.querySelector("input[type=file]");
    setUpDropZone(form, input, form.querySelector("[data-drop-said]"));
    form.addEventListener("submit", (event) => {
      if (!input.files.length) return;
      event.preventDefault();
      send(form);
    });
  }
}
