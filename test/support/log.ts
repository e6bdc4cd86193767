import type { Log } from '../../controller/log.ts'

export type HeardLog = Log & { readonly lines: { level: string; text: string; facts: object }[] }

/** A log that keeps what was said. */
export function createHeardLog(): HeardLog {
  const lines: HeardLog['lines'] = []
  const say = (level: string) => (facts: object, text: string) => void lines.push({ level, text, facts })
  return { lines, debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }
}
