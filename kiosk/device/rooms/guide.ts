import type { Guide } from '../../../protocol/content.ts'
import { WHEN_IN_DOUBT, type Room } from './room.ts'

/** `at`: null for the list of its parts, else which part stands. */
export type GuidePage = { name: 'guide'; guide: Guide; at: number | null }
export type GuideOpen = { page: 'guide' }
export type GuideInput = { do: 'part'; at: number }

/** The boarding guide (乘机反诈指南), one part at a time. */
export const guide: Room<GuidePage, GuideOpen, GuideInput> = {
  open: (_, { kit, say }) => (kit?.guide ? { page: { name: 'guide', guide: kit.guide, at: null }, events: [say('page', { value: 'guide' })] } : null),
  act(page, { at }, { say }) {
    const { id, sections } = page.guide
    if (at < 0 || at > sections.length) return null
    if (at < sections.length) return { page: { ...page, at }, events: [say('step', { item: id, value: String(at + 1) })] }
    return { page: { name: 'finish', after: 'guide', right: 0, of: 0, end: WHEN_IN_DOUBT }, events: [say('finish', { item: id, value: 'guide' })] }
  },
  back: (page) => (page.at === null ? null : { ...page, at: null }),
}
