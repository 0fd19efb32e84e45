// IndexedDB of the worker: settings of this device, and the queue of forms with the key that seals them.
const NAME = "rontal-worker";

let database = null;

function opened() {
  if (database) return database;
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("settings", { keyPath: "name" });
    asked.result.createObjectStore("queue", { keyPath: "id" });
  };
  database = done(asked);
  database.then((found) => (found.onversionchange = found.onclose = closed), closed);
  return database;
}

function closed() {
  if (this && this.close) this.close();
  database = null;
}

function done(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
}

async function read(store, ask) {
  return done(ask((await opened()).transaction(store).objectStore(store)));
}

// Resolves when it is written to the end: a full device says so only then.
async function write(store, change) {
  const transaction = (await opened()).transaction(store, "readwrite");
  change(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

// A storage that does not open remembers nothing; the site works without.
export const setting = (name) => read("settings", (store) => store.get(name)).catch(() => null);
export const keepSetting = (row) => write("settings", (store) => store.put(row)).catch(() => null);
export const dropSetting = (name) => write("settings", (store) => store.delete(name)).catch(() => null);

export const rows = () => read("queue", (store) => store.getAll()).catch(() => []);
export const keepRow = (row) => write("queue", (store) => store.put(row));
export const dropRow = (id) => write("queue", (store) => store.delete(id));
