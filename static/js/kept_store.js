// What this phone keeps, for pages and the worker alike: courses, acts that wait to be sent, and the worker's state.
// Written so that it runs as a module and as a part of the worker's one script.
self.kept = (() => {
  const NAME = "kept";
  const CACHES = "kept-";

  const open = () =>
    new Promise((done, fail) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("courses", { keyPath: "id" });
        asked.result.createObjectStore("acts", { keyPath: "key" });
        asked.result.createObjectStore("state", { keyPath: "name" });
      };
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });

  // Set once the phone has let go of everything: whatever still runs is not to begin anew.
  let isGone = false;

  async function run(list, mode, work) {
    if (isGone) throw new Error("gone");
    const base = await open();
    try {
      return await new Promise((done, fail) => {
        const change = base.transaction(list, mode, { durability: "strict" });
        const asked = work(change.objectStore(list));
        change.oncomplete = () => done(asked.result);
        change.onerror = change.onabort = () => fail(change.error);
      });
    } finally {
      base.close();
    }
  }

  const deleteBase = () =>
    new Promise((done) => {
      const asked = indexedDB.deleteDatabase(NAME);
      asked.onsuccess = asked.onerror = asked.onblocked = () => done();
    });

  const ours = async () => (await caches.keys()).filter((name) => name.startsWith(CACHES));

  async function dropCaches() {
    for (const name of await ours()) await caches.delete(name);
  }

  async function dropPages() {
    for (const name of await ours()) {
      const cache = await caches.open(name);
      for (const asked of await cache.keys()) {
        const kind = (await cache.match(asked)).headers.get("Content-Type") ?? "";
        if (!/css|javascript|svg/.test(kind)) await cache.delete(asked);
      }
    }
  }

  return {
    days: 14,
    // Whether anything was ever kept, or is still; to look is not to begin.
    isThere: () =>
      new Promise((done) => {
        const asked = indexedDB.open(NAME);
        asked.onupgradeneeded = () => asked.transaction.abort();
        asked.onerror = () => done(false);
        asked.onsuccess = () => {
          asked.result.close();
          done(true);
        };
      }),
    cacheOf: (id) => CACHES + id,
    all: (list) => run(list, "readonly", (rows) => rows.getAll()),
    get: (list, key) => run(list, "readonly", (rows) => rows.get(key)),
    put: (list, row) => run(list, "readwrite", (rows) => rows.put(row)),
    remove: (list, key) => run(list, "readwrite", (rows) => rows.delete(key)),
    // In the order in which they were given.
    acts: async () => (await kept.all("acts")).sort((one, other) => one.at - other.at),
    waiting: async () => (await kept.acts()).filter((act) => !act.outcome),
    async isOver() {
      const courses = await kept.all("courses");
      return courses.length > 0 && courses.every((course) => course.until < Date.now());
    },
    isGone: () => isGone,
    // A worker that had let go may be woken to keep again.
    begin: () => (isGone = false),
    dropCaches,
    // `forNow`: the pages go and what they look like stays, for one more page.
    async wipe(forNow = false) {
      await (forNow ? dropPages() : dropCaches());
      await deleteBase();
    },
    // For good, and the worker with it.
    async leave() {
      isGone = true;
      await kept.wipe();
      for (const worker of self.registration ? [registration] : await navigator.serviceWorker.getRegistrations()) {
        await worker.unregister();
      }
    },
  };
})();
