import type { Text } from '../../protocol/basics.ts'
import type { Phone } from '../../protocol/content.ts'
import type { View } from '../device/device.ts'
import type { Stage } from './stage.svelte.ts'

/** The next picture is laid out this long before it is due, while nothing on the one that stands moves. */
const AHEAD_MS = 1_500

const NOWHERE: Text = { 'zh-CN': '航站楼', en: 'Terminal' }

/** A film is left to begin when it is due. */
function comesNext({ nowMs }: Stage, { main, next }: View) {
  const due = main.kind === 'item' && main.until.epochMilliseconds - nowMs < AHEAD_MS
  return due && next && next.item.kind !== 'video' ? { coming: { kind: 'item' as const, ...next } } : {}
}

/** What every face needs of the moment. */
export function screenProps(stage: Stage, view: View) {
  const { desired, previous } = stage
  const phones: readonly Phone[] = view.main.kind === 'item' ? view.main.phones : []
  return {
    main: view.main,
    elapsedMs: stage.elapsedMs,
    banners: view.banners,
    languages: desired?.languages ?? ['zh-CN', 'en'],
    place: desired?.place ?? NOWHERE,
    // Not told yet where this screen stands: then the foot says nothing of the desk, least of all that it is here.
    deskWay: desired?.deskWay,
    timeZone: desired?.timeZone ?? 'Asia/Shanghai',
    phones,
    now: stage.now,
    ...(previous ? { previous } : {}),
    ...comesNext(stage, view),
  }
}

export type ScreenProps = ReturnType<typeof screenProps>
