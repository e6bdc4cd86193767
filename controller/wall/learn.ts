import type { LearnView } from '../../protocol/api-learn.ts'
import type { Text } from '../../protocol/basics.ts'
import { goodPhones, type Quiz } from '../../protocol/content.ts'
import { questionOfDay } from '../../protocol/daily.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Site } from '../../protocol/venue.ts'
import { spelled } from '../../protocol/spell.ts'
import { checkWallCode } from '../../protocol/wall-code.ts'
import { dayAt, type Clock } from '../clock.ts'
import type { Content } from '../content/service.ts'
import { exercisesOf, staffQuestionsOf } from '../kit/make.ts'
import type { Store } from '../store/store.ts'

/** `keyOf`: what a staff wall mints its codes with. */
export type LearnDeps = { store: Store; site: Site; clock: Clock; content: Pick<Content, 'items' | 'isLive' | 'phones'>; keyOf(wall: string): string | null }

/** The daily question: opened by a code from a staff wall, answered once a day; each sees their own record alone. */
export function createLearn({ store: { db }, site, clock, content, keyOf }: LearnDeps) {
  const today = () => dayAt(clock, site)
  function question(): Quiz | null {
    const live = content.items().filter(({ state }) => content.isLive(state)).map(({ item }) => item)
    return questionOfDay(staffQuestionsOf(live), exercisesOf(live), content.phones(), today())
  }
  const quiz = (id: string): Quiz | null => content.items().flatMap(({ item }) => (item.id === id && item.kind === 'quiz' ? [item] : []))[0] ?? null

  async function ask(code: string): Promise<Outcome<Quiz>> {
    const says = await checkWallCode(code, keyOf, clock.now().epochMilliseconds)
    if (!says.ok && says.why === 'old') return refused('learn/old-code', 'This code has run out. Scan the one that the wall shows now.', 'code')
    if (!says.ok) return refused('learn/unknown-code', 'No staff wall shows this code. Scan it once more.', 'code')
    const item = question()
    return item ? accepted(item) : refused('learn/no-question', 'There is no question for today yet.')
  }
  /** Whoever has answered today sees what they answered, also where another question has taken its place since. */
  async function view(todays: Quiz, user: string): Promise<Outcome<LearnView>> {
    const day = today()
    const rows = await db.selectFrom('learned').selectAll().where('user', '=', user).where('day', 'like', `${day.slice(0, 7)}%`).execute()
    const mine = rows.find((row) => row.day === day)
    const item = mine && mine.item !== todays.id ? quiz(mine.item) : todays
    if (!item) return refused('learn/answered', 'You have answered today; that question is not there any more.')
    const phones = goodPhones(content.phones(), day)
    const say = (text: Text): Text => spelled(text, phones)
    const { channel, sender, message, question: asks, options, answer, why, move, action } = item
    return accepted({
      day, item: item.id, channel, sender: say(sender), message: say(message), question: say(asks), options: options.map(say),
      done: mine ? { choice: Number(mine.choice), correct: Number(mine.correct) === 1, answer, why: say(why), move, action: say(action) } : null,
      own: { days: rows.length, right: rows.filter((row) => Number(row.correct) === 1).length },
    })
  }

  return {
    async open(code: string, user: string): Promise<Outcome<LearnView>> {
      const asked = await ask(code)
      return asked.ok ? await view(asked.value, user) : asked
    },
    /** The first answer of the day counts; a second one finds it. */
    async answer(code: string, choice: number, user: string, read?: string): Promise<Outcome<LearnView>> {
      const asked = await ask(code)
      if (!asked.ok) return asked
      const item = asked.value
      if (read !== undefined && read !== item.id) return refused('learn/changed', 'Another question has taken its place meanwhile.', 'item')
      if (choice >= item.options.length) return refused('learn/no-option', `There are ${item.options.length} options.`, 'choice')
      const row = { day: today(), user, item: item.id, choice, correct: choice === item.answer ? 1 : 0, at_ms: clock.now().epochMilliseconds }
      await db.insertInto('learned').values(row).onConflict((c) => c.doNothing()).execute()
      return await view(item, user)
    },
  }
}
export type Learn = ReturnType<typeof createLearn>
