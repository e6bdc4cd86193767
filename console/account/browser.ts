/** Products and systems by what browsers say of themselves; the first that fits, for each says the names of others, too. */
const products = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/MicroMessenger\//, 'WeChat'], [/Chrome\/|Chromium\//, 'Chrome'], [/Safari\//, 'Safari']] as const
const systems = [[/Android/, 'Android'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/HarmonyOS|OpenHarmony/, 'HarmonyOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux']] as const

const named = (agent: string, list: readonly (readonly [RegExp, string])[]): string | null => list.find(([pattern]) => pattern.test(agent))?.[1] ?? null

/** `Chrome · Windows`; null where the browser says nothing that is known. */
export function browserOf(agent: string): string | null {
  const parts = [named(agent, products), named(agent, systems)].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(' · ') : null
}
