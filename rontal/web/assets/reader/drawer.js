// A small JSON value in localStorage, if the browser allows that.

// A browser that blocks storage throws on access to it.
export function ownStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export class Drawer {
  constructor(storage, key) {
    this.storage = storage;
    this.key = key;
  }

  // Stored value, or null: none, no storage, or invalid.
  get() {
    try {
      return JSON.parse(this.storage.getItem(this.key));
    } catch {
      return null;
    }
  }

  // Returns false where it cannot be stored: no storage, or quota exceeded.
  put(value) {
    try {
      if (value === null) this.storage.removeItem(this.key);
      else this.storage.setItem(this.key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }
}
