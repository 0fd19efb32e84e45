// IndexedDB of the worker: settings of this device, and the queue of forms with the key that seals them.
import { Database } from "../offline/indexed-db.js";

const database = new Database("rontal-worker", { settings: "name", queue: "id" });

// A storage that does not open remembers nothing; the site works without.
export const setting = (name) => database.read("settings", (store) => store.get(name)).catch(() => null);
export const keepSetting = (row) => database.write("settings", (store) => store.put(row)).catch(() => null);
export const dropSetting = (name) => database.write("settings", (store) => store.delete(name)).catch(() => null);

// The key of the queue. Both fail where the storage does: a key that cannot be read now is not gone,
// and nothing may be sealed by a key that is not stored.
export const storedKey = (name) => database.read("settings", (store) => store.get(name));
export const keepKey = (row) => database.write("settings", (store) => store.put(row));

export const rows = () => database.read("queue", (store) => store.getAll()).catch(() => []);
export const keepRow = (row) => database.write("queue", (store) => store.put(row));
export const dropRow = (id) => database.write("queue", (store) => store.delete(id));
