/** Names in Cache Storage, shared by the page and its service worker. */
export const APP_CACHE_PREFIX = 'anxing-app-'
export const MEDIA_CACHE = 'anxing-media'
