import type { MediaRef } from '../../protocol/content.ts'
import type { Desired } from '../../protocol/device.ts'
import type { Role } from '../../protocol/words.ts'
import type { WayMap } from '../../protocol/way/map.ts'
import type { Content } from '../content/service.ts'
import type { Speech } from '../speech/service.ts'
import { lessonsOf } from './lessons.ts'
import { exercisesOf, makeFile, makeKit, staffQuestionsOf } from './make.ts'
import { withSounds } from './sounds.ts'

/** `wayMap`: the building for finding the way, null where the site has none. `told`: screens with a kit have to learn of another one. */
export type KitDeps = { wayMap: WayMap | null; content: Pick<Content, 'guides' | 'answers' | 'isLive' | 'items' | 'phones' | 'simulations' | 'board' | 'keepMade' | 'onChange'>; speech: Pick<Speech, 'table' | 'onChange'>; told(): Promise<void> }

/** Roles that have a kit. Walls show their programme and nothing else. */
const WITH_KIT: readonly Role[] = ['kiosk', 'robot', 'staff_wall']

/** What check-in points and robots need beyond their programme, made anew whenever content changes. */
export function createKit({ content, wayMap, speech, told }: KitDeps) {
  let venue: MediaRef | null = null
  let sha256: string | null = null
  let failure: string | null = null
  let stopListening: (() => void)[] = []
  let making: Promise<void> = Promise.resolve()

  async function make(): Promise<boolean> {
    const live = content.items().filter(({ state }) => content.isLive(state)).map(({ item }) => item)
    const made = makeKit({
      guide: content.guides()[0] ?? null, answers: content.answers().map(withSounds), exercises: exercisesOf(live), staffQuestions: staffQuestionsOf(live), lessons: lessonsOf(live), phones: content.phones(),
      simulations: content.simulations(), board: content.board(), speech: speech.table(), venue,
    })
    if (made.sha256 === sha256) return false
    await content.keepMade(made)
    sha256 = made.sha256
    return true
  }

  /** One after another, so that the last change is the last kit. */
  function remake(): void {
    making = making.then(async () => {
      if (await make()) await told()
      failure = null
    }).catch((error: unknown) => { failure = error instanceof Error ? error.message : String(error) })
  }

  return {
    async start(): Promise<void> {
      if (wayMap) {
        const file = makeFile(wayMap)
        await content.keepMade(file)
        venue = { sha256: file.sha256, type: 'application/json', bytes: Buffer.byteLength(file.body) }
      }
      await make()
      if (stopListening.length === 0) stopListening = [content.onChange(remake), speech.onChange(remake)]
    },
    async stop(): Promise<void> {
      for (const stop of stopListening) stop()
      stopListening = []
      await making
    },
    health: () => ({ ok: failure === null, detail: failure ?? sha256 ?? 'not made yet' }),
    toldTo: ({ role }: { role: Role }): Pick<Desired, 'kit'> => (sha256 !== null && WITH_KIT.includes(role) ? { kit: sha256 } : {}),
  }
}
