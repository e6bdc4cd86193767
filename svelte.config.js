/** Plain Svelte 5. Here so that svelte-check need not ask vite.config.ts, which wants to know which app. */
export default {}
