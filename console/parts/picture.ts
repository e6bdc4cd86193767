import type { DeviceView, ShowAnswer } from '../../protocol/api.ts'
import type { Text } from '../../protocol/basics.ts'
import type { Item } from '../../protocol/content.ts'
import type { Alert } from '../../protocol/alert.ts'
import type * as z from 'zod/mini'

/** What a preview draws; items by id, because the words are in the library, or as they are being written. */
export type Picture = { kind: 'item'; item: string } | { kind: 'draft'; item: Item } | { kind: 'alert'; alert: Alert } | { kind: 'hold'; text: Text | null } | { kind: 'rest' } | { kind: 'standby' }

export const pictureOf = (main: ShowAnswer['main']): Picture =>
  main.kind === 'item' ? { kind: 'item', item: main.item.id } : main.kind === 'alert' ? { kind: 'alert', alert: main.alert } : main.kind === 'hold' ? { kind: 'hold', text: main.text } : { kind: main.kind }

/** What an operator holds a robot on. */
export const heldPicture = ({ ordered }: z.infer<typeof DeviceView>): Picture => ({ kind: 'hold', text: ordered?.order.do === 'hold' ? ordered.order.text : null })

/** What a device says it shows; null where it has said nothing. `alerts` are those that the console knows. */
export function reportedPicture(device: z.infer<typeof DeviceView>, alerts: readonly Alert[]): Picture | null {
  const showing = device.reported?.showing
  if (!showing) return null
  if (showing.kind === 'item') return { kind: 'item', item: showing.id }
  if (showing.kind === 'hold') return heldPicture(device)
  if (showing.kind === 'rest') return { kind: 'rest' }
  const alert = alerts.find((a) => a.id === showing.id)
  return showing.kind === 'alert' && alert ? { kind: 'alert', alert } : { kind: 'standby' }
}
