// One IndexedDB database: opened at its first use, and again after the browser closed it.
export class Database {
  // `stores` maps each object store to its key path.
  constructor(name, stores) {
    this.name = name;
    this.stores = stores;
    this.opening = null;
  }

  open() {
    if (this.opening) return this.opening;
    const request = indexedDB.open(this.name, 1);
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(this.stores)) request.result.createObjectStore(store, { keyPath });
    };
    this.opening = completed(request);
    const closed = () => (this.opening = null);
    this.opening.then((database) => {
      database.onclose = closed;
      database.onversionchange = () => {
        database.close();
        closed();
      };
    }, closed);
    return this.opening;
  }

  async read(store, operation) {
    return completed(operation((await this.open()).transaction(store).objectStore(store)));
  }

  // Resolves when the transaction is complete: a full device fails only then.
  async write(store, change) {
    const transaction = (await this.open()).transaction(store, "readwrite");
    change(transaction.objectStore(store));
    return completed(transaction);
  }
}

// Resolves when a request has its result, or a transaction is complete.
function completed(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = request.oncomplete = () => resolve(request.result);
    request.onerror = request.onabort = ({ target }) => reject(target.error);
  });
}
