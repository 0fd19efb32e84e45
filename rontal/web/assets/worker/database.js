// IndexedDB of the worker: settings of this device, and the queue of forms with their encryption key.
import { Database } from "../offline/indexed-db.js";

const database = new Database("rontal-worker", { settings: "name", queue: "id" });

// Settings are lost if the storage cannot be opened; the site works without them.
export const readSetting = (name) => database.read("settings", (store) => store.get(name)).catch(() => null);
export const storeSetting = (row) => database.write("settings", (store) => store.put(row)).catch(() => null);
export const deleteSetting = (name) => database.write("settings", (store) => store.delete(name)).catch(() => null);

// The key of the queue. Both reject if the storage fails: a key that cannot be read now may still exist,
// and nothing may be encrypted with a key that is not stored.
export const readKey = (name) => database.read("settings", (store) => store.get(name));
export const storeKey = (row) => database.write("settings", (store) => store.put(row));

export const queueRows = () => database.read("queue", (store) => store.getAll()).catch(() => []);
export const storeRow = (row) => database.write("queue", (store) => store.put(row));
export const deleteRow = (id) => database.write("queue", (store) => store.delete(id));
