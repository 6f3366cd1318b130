// Our own broom beside Clear-Site-Data, which not every browser knows: worker, stored pages, lists and choices.
for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
for (const name of (await self.caches?.keys()) ?? []) await caches.delete(name);
const lists = (await self.indexedDB?.databases?.()) ?? [{ name: "kept" }];
for (const { name } of lists) indexedDB.deleteDatabase(name);
try {
  localStorage.clear();
  sessionStorage.clear();
} catch {
  // Turned off in this browser: then nothing is in them.
}
