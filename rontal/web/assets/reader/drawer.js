// Something small that is kept in this browser, where it keeps anything.

// A browser that keeps nothing already refuses when it is asked for its storage.
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

  // What was put last, or null: nothing, no storage, or not ours.
  get() {
    try {
      return JSON.parse(this.storage.getItem(this.key));
    } catch (error) {
      return null;
    }
  }

  // False where it cannot be kept: no storage, or no room.
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
