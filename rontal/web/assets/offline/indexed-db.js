// One database of the browser: opened when it is first asked for, and again after the browser closed it.
export class Database {
  // `stores` says the key path of each store.
  constructor(name, stores) {
    this.name = name;
    this.stores = stores;
    this.found = null;
  }

  open() {
    if (this.found) return this.found;
    const asked = indexedDB.open(this.name, 1);
    asked.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(this.stores)) asked.result.createObjectStore(store, { keyPath });
    };
    this.found = done(asked);
    const closed = () => (this.found = null);
    this.found.then((database) => {
      database.onclose = closed;
      database.onversionchange = () => {
        database.close();
        closed();
      };
    }, closed);
    return this.found;
  }

  async read(store, ask) {
    return done(ask((await this.open()).transaction(store).objectStore(store)));
  }

  // Resolves when it is written to the end: a full device says so only then.
  async write(store, change) {
    const transaction = (await this.open()).transaction(store, "readwrite");
    change(transaction.objectStore(store));
    return done(transaction);
  }
}

// Resolves when a request has its result, or a transaction is complete.
function done(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = asked.oncomplete = () => resolve(asked.result);
    asked.onerror = asked.onabort = ({ target }) => reject(target.error);
  });
}
