import type { LearnView } from '../../protocol/api-learn.ts'
import type { Quiz } from '../../protocol/content.ts'
import { questionOfDay } from '../../protocol/daily.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Site } from '../../protocol/venue.ts'
import { checkWallCode } from '../../protocol/wall-code.ts'
import type { Clock } from '../clock.ts'
import type { Content } from '../content/service.ts'
import { exercisesOf } from '../kit/make.ts'
import type { Store } from '../store/store.ts'

/** `keyOf`: what a staff wall mints its codes with. */
export type LearnDeps = { store: Store; site: Site; clock: Clock; content: Pick<Content, 'items' | 'isLive'>; keyOf(wall: string): string | null }

/** The daily question: opened by a code from a staff wall, answered once a day; each sees their own record alone. */
export function createLearn({ store: { db }, site, clock, content, keyOf }: LearnDeps) {
  const today = () => clock.now().toZonedDateTimeISO(site.timeZone).toPlainDate().toString()
  const question = (): Quiz | null => questionOfDay(exercisesOf(content.items().filter(({ state }) => content.isLive(state)).map(({ item }) => item)), today())

  async function ask(code: string): Promise<Outcome<Quiz>> {
    const says = await checkWallCode(code, keyOf, clock.now().epochMilliseconds)
    if (!says.ok && says.why === 'old') return refused('learn/old-code', 'This code has run out. Scan the one that the wall shows now.', 'code')
    if (!says.ok) return refused('learn/unknown-code', 'No staff wall shows this code. Scan it once more.', 'code')
    const item = question()
    return item ? accepted(item) : refused('learn/no-question', 'There is no question for today yet.')
  }
  async function view(item: Quiz, user: string): Promise<LearnView> {
    const day = today()
    const rows = await db.selectFrom('learned').selectAll().where('user', '=', user).where('day', 'like', `${day.slice(0, 7)}%`).execute()
    const mine = rows.find((row) => row.day === day)
    const { channel, sender, message, question: asks, options, answer, why, move, action } = item
    return {
      day, channel, sender, message, question: asks, options,
      done: mine && mine.item === item.id ? { choice: Number(mine.choice), correct: Number(mine.correct) === 1, answer, why, move, action } : null,
      own: { days: rows.length, right: rows.filter((row) => Number(row.correct) === 1).length },
    }
  }

  return {
    async open(code: string, user: string): Promise<Outcome<LearnView>> {
      const asked = await ask(code)
      return asked.ok ? accepted(await view(asked.value, user)) : asked
    },
    /** The first answer of the day counts; a second one finds it. */
    async answer(code: string, choice: number, user: string): Promise<Outcome<LearnView>> {
      const asked = await ask(code)
      if (!asked.ok) return asked
      const item = asked.value
      if (choice >= item.options.length) return refused('learn/no-option', `There are ${item.options.length} options.`, 'choice')
      const row = { day: today(), user, item: item.id, choice, correct: choice === item.answer ? 1 : 0, at_ms: clock.now().epochMilliseconds }
      await db.insertInto('learned').values(row).onConflict((c) => c.doNothing()).execute()
      return accepted(await view(item, user))
    },
  }
}
export type Learn = ReturnType<typeof createLearn>
