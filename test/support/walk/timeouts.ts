import { pageName, until, type Walker } from './walker.ts'

/** Runs in the page. Pages of every room by the buttons that lead to them from the menu; what plays is paused, for it counts as somebody there. */
const roomsWithPages: readonly (readonly string[])[] = [
  [], ['quiz'], ['quiz', 'option-'], ['cases'], ['cases', 'case-'], ['cases', 'case-', 'next', 'next', 'next'],
  ['lesson'], ['lesson', 'lesson-'], ['lesson', 'lesson-', 'option-', 'pause'],
  ['simulation'], ['simulation', 'meet-'], ['board'], ['board', 'players-2'],
  ['ask'], ['ask', 'answer-'], ['ask', 'answer-', 'no', 'vain'], ['guide'], ['guide', 'part-0'],
  ['way'], ['way', 'kind-gate'], ['way', 'kind-desk'], ['paid'], ['help'],
]
/** A minute without a touch, of which the last twenty seconds are a warning; then a last page. */
const [WARN_MS, END_MS, GONE_MS, FINISHED_MS, CALLED_MS] = [41_000, 61_000, 13_000, 31_000, 301_000]

const asks = (): HTMLDialogElement | null => document.querySelector<HTMLDialogElement>('dialog[open]')

async function reach(walk: Walker, path: readonly string[]): Promise<void> {
  await walk.toMenu()
  for (const button of path) {
    await until(() => walk.buttons(button).length > 0 && document.querySelector('.busy') === null, button)
    const was = pageName()
    await walk.press(button)
    if (button !== 'pause') await until(() => pageName() !== was && document.querySelector('[data-page]') !== null, `what follows ${button}`)
  }
}

/** Nobody is there: the last page, then the loop. */
async function ends(walk: Walker, where: string, ms: number): Promise<void> {
  walk.pass(ms)
  await walk.at('finish')
  walk.look(`finish after ${where}`)
  if (walk.buttons('again').length > 0) walk.faults.push(`${where}: a session that is over goes on`)
  walk.pass(GONE_MS)
  await walk.at('attract')
}

/** From every page: a warning that a touch ends, and silence that ends the session. */
export async function timeouts(walk: Walker): Promise<void> {
  for (const path of roomsWithPages) {
    await reach(walk, path)
    const where = pageName()
    walk.pass(WARN_MS)
    await until(() => asks() !== null, `the warning over ${where}`)
    walk.look(`still there over ${where}`)
    if (!asks()?.contains(document.activeElement)) walk.faults.push(`${where}: the warning has not the focus`)
    await walk.press('continue')
    await until(() => asks() === null, 'the warning gone')
    if (pageName() !== where) walk.faults.push(`${where}: a touch leads to ${pageName()}`)
    await ends(walk, where, END_MS)
  }
  // A class that plays, then a minute; whoever waits for help has five; who has finished, half of one.
  await reach(walk, ['lesson', 'lesson-', 'option-'])
  walk.pass(59_000)
  await walk.at('lesson-end')
  if (asks()) walk.faults.push('lesson: it asks while it plays')
  await ends(walk, 'a class', 2 * END_MS)
  await reach(walk, ['help', 'call'])
  await walk.at('help-told')
  walk.pass(CALLED_MS - 15_000)
  await until(() => asks() !== null, 'the warning after nearly five minutes, and none before')
  if (pageName() !== 'help-told') walk.faults.push(`help: whoever waits is led to ${pageName()}`)
  await ends(walk, 'a call', 16_000)
  await window.staffDo('accept')
  await window.staffDo('done')
  await reach(walk, ['guide', 'part-0'])
  for (let n = 0; pageName() !== 'finish' && n < 20; n += 1) {
    const was = pageName()
    await walk.press('next')
    await until(() => pageName() !== was, 'the next part')
  }
  walk.pass(FINISHED_MS)
  await walk.at('attract')
}
