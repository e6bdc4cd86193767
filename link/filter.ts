/** Topic names and filters as MQTT 3.1.1 clause 4.7 has them. Pure. */

const MAX_BYTES = 65_535
const utf8 = new TextEncoder()

/** A topic one may publish to: no wildcard, no NUL, not empty, at most 65,535 bytes. */
export function isTopic(path: string): boolean {
  return path.length > 0 && !/[+#\0]/.test(path) && utf8.encode(path).byteLength <= MAX_BYTES
}

/** A filter one may subscribe: `+` alone in a level, `#` alone in the last one [MQTT-4.7.1-2, 4.7.1-3]. */
export function isFilter(filter: string): boolean {
  if (filter.length === 0 || filter.includes('\0') || utf8.encode(filter).byteLength > MAX_BYTES) return false
  const levels = filter.split('/')
  return levels.every((level, at) => level === '+' || (level === '#' ? at === levels.length - 1 : !/[+#]/.test(level)))
}

export const hasWildcard = (filter: string): boolean => /[+#]/.test(filter)

/** Whether a message to `path` goes to a subscriber of `filter`. A leading wildcard does not see `$…` [MQTT-4.7.2-1]. */
export function matches(filter: string, path: string): boolean {
  if (filter === path) return true
  if (path.startsWith('$') && /^[+#]/.test(filter)) return false
  const wanted = filter.split('/')
  const levels = path.split('/')
  for (const [at, level] of wanted.entries()) {
    // `a/#` also matches `a` itself [MQTT-4.7.1-2].
    if (level === '#') return true
    if (at >= levels.length || (level !== '+' && level !== levels[at])) return false
  }
  return wanted.length === levels.length
}
