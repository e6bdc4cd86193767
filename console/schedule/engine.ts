import { RRuleTemporal } from 'rrule-temporal'
import { toText } from 'rrule-temporal/totext'
import type { RuleEngine } from './rule.ts'
import { ruleZh } from './rule-zh.ts'

const rules = new Map<string, RRuleTemporal | null>()
function ruleOf(rrule: string, startDay: string): RRuleTemporal | null {
  const key = `${startDay} ${rrule}`
  const held = rules.get(key)
  if (held !== undefined) return held
  let rule: RRuleTemporal | null = null
  try {
    rule = new RRuleTemporal({ rruleString: rrule, dtstart: Temporal.PlainDate.from(startDay).toZonedDateTime('UTC') })
  } catch {
    // Somebody is still typing it; the planner names the fault when it is sent.
  }
  rules.set(key, rule)
  return rule
}

/** The engine for rules that the builder cannot say. Imported on demand: it is larger than the rest of the room. */
export const engine: RuleEngine = {
  hits: (rrule, startDay, day) => ruleOf(rrule, startDay)?.occursOn(day) ?? false,
  next: (rrule, startDay, from, most) => {
    const days: string[] = []
    const rule = ruleOf(rrule, startDay)
    for (let at = rule?.next(Temporal.PlainDate.from(from).toZonedDateTime('UTC'), true) ?? null; at && days.length < most; at = rule?.next(at) ?? null) days.push(at.toPlainDate().toString())
    return days
  },
  words: (rrule, startDay, language) => {
    const rule = ruleOf(rrule, startDay)
    if (!rule) return rrule
    const said = language.startsWith('zh') ? ruleZh(rrule, startDay) : null
    if (said !== null) return said
    const text = toText(rule, language.split('-')[0], { includeDtstart: false })
    // The library joins Chinese words with spaces, too.
    return language.startsWith('zh') ? text.replace(/\s+/g, '') : text
  },
}
