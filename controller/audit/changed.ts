const MOST_FIELDS = 200

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function compare(before: unknown, after: unknown, path: string, into: Record<string, [unknown, unknown]>): void {
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) compare(before[key], after[key], path === '' ? key : `${path}.${key}`, into)
  } else if (JSON.stringify(before) !== JSON.stringify(after) && Object.keys(into).length < MOST_FIELDS) {
    into[path] = [before ?? null, after ?? null]
  }
}

/** Each field that is another since, by its path; lists count as one field. `only`: the fields that were written, where just these may count. */
export function changedFields(before: unknown, after: unknown, only?: readonly string[]): Record<string, [unknown, unknown]> {
  const found: Record<string, [unknown, unknown]> = {}
  const part = (value: unknown) => (only && isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => only.includes(key))) : value)
  compare(part(before), part(after), '', found)
  return found
}

/** What names a thing that was made: the plain values of its answer, not its words. */
export function namesIn(answer: unknown): Record<string, unknown> | undefined {
  if (!isRecord(answer)) return undefined
  const named = Object.entries(answer).filter(([key, value]) => /^(id|user|kind|version|state|stages|day|kiosk)$/.test(key) && (typeof value === 'string' || typeof value === 'number'))
  return named.length > 0 ? Object.fromEntries(named) : undefined
}
