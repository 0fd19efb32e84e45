// The global scope of the service worker, and the configuration that the server writes in front of its script.
interface WorkerGlobalScope {
  readonly clients: Clients;
  readonly registration: ServiceWorkerRegistration;
  readonly site: any;
  addEventListener(type: "message", listener: (event: ExtendableMessageEvent) => void): void;
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: "sync", listener: (event: SyncEvent) => void): void;
  skipWaiting(): Promise<void>;
}

// Background Sync, which the compiler's library does not have.
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}
interface ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
}
