import { casesOf } from './pick.ts'
import type { CaseRun, Room } from './room.ts'

/** Without a run: the list. Steps 0 to 2 are the beats, 3 is what to do. */
export type CasesPage = { name: 'cases'; run: null } | { name: 'cases'; run: CaseRun; step: number }
export type CasesOpen = { page: 'cases' }
export type CasesInput = { do: 'case'; run: CaseRun } | { do: 'next' }

export const CASE_STEPS = 4

/** True stories, one beat at a time. */
export const cases: Room<CasesPage, CasesOpen, CasesInput> = {
  open: (_, { offer, say }) => (casesOf(offer).length === 0 ? null : { page: { name: 'cases', run: null }, events: [say('page', { value: 'cases' })] }),
  act(page, input, { say }) {
    if (input.do === 'case') return page.run ? null : { page: { name: 'cases', run: input.run, step: 0 }, events: [say('case_step', { item: input.run.item.id, value: '1' })] }
    if (!page.run) return null
    const { item, phones } = page.run
    if (page.step + 1 < CASE_STEPS) return { page: { ...page, step: page.step + 1 }, events: [say('case_step', { item: item.id, value: String(page.step + 2) })] }
    return { page: { name: 'finish', after: 'case', right: 0, of: 0, end: { move: item.move, action: item.action, phones } }, events: [say('finish', { item: item.id, value: 'case' })] }
  },
  back(page) {
    if (!page.run) return null
    return page.step > 0 ? { ...page, step: page.step - 1 } : { name: 'cases', run: null }
  },
}
