// A small JSON value in this browser's storage, which may be missing or full.

// Returns localStorage, or null: a browser that blocks storage throws on access to it.
export function ownStorage() {
  try {
    return window.localStorage;
  } catch (error) {
    return null;
  }
}

export class Drawer {
  constructor(storage, key) {
    Object.assign(this, { storage, key });
  }

  // Returns the stored value, or null if there is none, no storage, or no valid JSON.
  get() {
    try {
      return JSON.parse(this.storage.getItem(this.key));
    } catch (error) {
      return null;
    }
  }

  // Stores the value, null deletes it. Returns false if that failed: no storage, or it is full.
  put(value) {
    try {
      if (value === null) this.storage.removeItem(this.key);
      else this.storage.setItem(this.key, JSON.stringify(value));
      return true;
    } catch (error) {
      return false;
    }
  }
}
