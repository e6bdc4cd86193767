import { pino } from 'pino'

/** What parts need of a logger: facts first, then one sentence. */
export type Log = {
  debug(facts: object, text: string): void
  info(facts: object, text: string): void
  warn(facts: object, text: string): void
  error(facts: object, text: string): void
}

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]
export type RootLog = Log & { of(part: string): Log }

/** JSON lines on standard output; `of` names the part that speaks. Secrets that slip into facts are struck out. */
export function createLog(level: LogLevel): RootLog {
  const root = pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['password', 'secret', '*.password', '*.secret', 'req.headers.cookie', 'req.headers.authorization'], censor: '***' },
  })
  const wrap = (logger: typeof root): Log => ({
    debug: (facts, text) => logger.debug(facts, text),
    info: (facts, text) => logger.info(facts, text),
    warn: (facts, text) => logger.warn(facts, text),
    error: (facts, text) => logger.error(facts, text),
  })
  return { ...wrap(root), of: (part) => wrap(root.child({ part })) }
}
