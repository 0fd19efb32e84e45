// Covers: served from the cache and revalidated in the background. Their URLs contain a digest, so the
// browser's own cache mostly answers and no data is used.
import { ExpirationPlugin } from "workbox-expiration";
import { StaleWhileRevalidate } from "workbox-strategies";

const MAX_BYTES = 100_000; // bytes of a cover that is stored
const smallOnly = {
  cacheWillUpdate: async ({ response }) =>
    response.status === 200 && Number(response.headers.get("content-length") || 0) <= MAX_BYTES ? response : null,
};
const bounds = new ExpirationPlugin({ maxEntries: 150, maxAgeSeconds: 30 * 24 * 3600, purgeOnQuotaError: true });

export const isCover = ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith("/koleksi/sampul/");
export const covers = new StaleWhileRevalidate({ cacheName: "rontal-covers", plugins: [smallOnly, bounds] });
