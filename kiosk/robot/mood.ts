import type { Mood } from '../../faces/robot.ts'
import type { Page } from '../device/session.ts'

/** An answer that is sought is there at once; that it was sought is seen for so long, milliseconds. */
const THINKS_MS = 900

/** The face beside a page of a session: it listens, thinks while an answer is sought, and is content at the end. */
export function beside(page: Page, sinceTouchMs: number): Mood {
  if (page.name === 'ask' && page.at === 'list' && page.typed !== '' && sinceTouchMs < THINKS_MS) return 'thinking'
  return page.name === 'finish' || (page.name === 'quiz' && page.chosen !== null) ? 'idle' : 'listening'
}
