// Types of what the scripts of pages get from elsewhere.

// Elements come from templates, which the compiler does not read: their kind is not checked.
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Element {
  closest(selectors: string): any;
}
interface Document {
  getElementById(id: string): any;
  createElement(tag: `foliate-${string}`): any;
  prerendering?: boolean;
}

// Targets of events are elements of templates, too.
interface EventTarget {
  action?: any;
  checked?: any;
  closest?: any;
  matches?: any;
  submit?: any;
}

// Events of our own are CustomEvent.
interface Event {
  readonly detail?: any;
}

// Parts of browsers that the compiler's library does not have.
declare class CloseWatcher extends EventTarget {
  onclose: (() => void) | null;
  destroy(): void;
}
interface Window {
  CloseWatcher?: typeof CloseWatcher;
  allauth?: any;
  htmx?: typeof import("htmx.org").default;
}
interface Navigator {
  readonly connection?: { readonly saveData: boolean };
  readonly standalone?: boolean;
}
interface MediaTrackCapabilities {
  torch?: boolean;
}
interface MediaTrackConstraintSet {
  torch?: boolean;
}
