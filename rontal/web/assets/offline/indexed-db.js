// One database of the browser: opened when it is first asked for, and again after the browser closed it.
export class Database {
  // `stores` says the key path of each store.
  constructor(name, stores) {
    Object.assign(this, { name, stores, found: null });
  }

  open() {
    if (this.found) return this.found;
    const asked = indexedDB.open(this.name, 1);
    asked.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(this.stores)) asked.result.createObjectStore(store, { keyPath });
    };
    this.found = done(asked);
    this.found.then(
      (database) => {
        database.onclose = () => (this.found = null);
        database.onversionchange = () => {
          database.close();
          this.found = null;
        };
      },
      () => (this.found = null),
    );
    return this.found;
  }

  async read(store, ask) {
    return done(ask((await this.open()).transaction(store).objectStore(store)));
  }

  // Resolves when it is written to the end: a full device says so only then.
  async write(store, change) {
    const transaction = (await this.open()).transaction(store, "readwrite");
    change(transaction.objectStore(store));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }
}

function done(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
}
