// JSON value under one key of localStorage, if the browser allows that.

// Returns null where the browser blocks storage: it throws on access then.
export function localStorageOrNull() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export class StorageEntry {
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
