// The workers that answer where the library cannot be reached: one for each part of the site that
// books are read in, all of one script.
export async function letWorkersIn({ worker, scopes }) {
  const { serviceWorker, storage } = navigator;
  const found = await Promise.all(scopes.map((scope) => serviceWorker.register(worker, { scope, updateViaCache: "none" })));
  await Promise.all(found.map(atWork));
  if (storage && storage.persist) await storage.persist(); // asks browsers not to make room with it
}

// A worker that is there but does not answer yet would leave the book shut.
function atWork(registration) {
  const worker = registration.installing || registration.waiting;
  if (!worker) return null;
  return new Promise((resolve, reject) =>
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("the worker could not begin"));
    }),
  );
}
