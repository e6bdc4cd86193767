/** Which build this is; the bundler fills it in. */
declare const __BUILD__: string
