/** The phrases that steps are made of: a finite set for a venue, so that each can be spoken from a recording. */
import type { Text } from '../basics.ts'
import type { Ride } from './map.ts'

const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, en })
/** Chinese keeps a space between its characters and a name that begins or ends in Latin. */
const spaced = (n: string): string => `${/^[\w]/.test(n) ? ' ' : ''}${n}${/[\w]$/.test(n) ? ' ' : ''}`
const about = (name: Text, zh: (n: string) => string, en: (n: string) => string): Text => text(zh(name['zh-CN']), en(name.en))

export const directions = ['ahead', 'ahead-right', 'right', 'back-right', 'back', 'back-left', 'left', 'ahead-left'] as const
export type Direction = (typeof directions)[number]

/** One of eight directions for a turn of -180 to 180 degrees, right is positive. */
export const directionOf = (turn: number): Direction => directions[Math.round(((turn + 360) % 360) / 45) % 8] ?? 'ahead'

/** From in front of the screen, where one faces it. */
export const fromScreen: Record<Direction, Text> = {
  ahead: text('从屏幕旁边过去', 'Walk past the screen'),
  'ahead-right': text('面向屏幕，往右前方', 'Facing the screen, go ahead on the right'),
  right: text('面向屏幕，向右转', 'Facing the screen, turn right'),
  'back-right': text('面向屏幕，往右后方', 'Facing the screen, turn back on the right'),
  back: text('转身，背对屏幕', 'Turn your back to the screen'),
  'back-left': text('面向屏幕，往左后方', 'Facing the screen, turn back on the left'),
  left: text('面向屏幕，向左转', 'Facing the screen, turn left'),
  'ahead-left': text('面向屏幕，往左前方', 'Facing the screen, go ahead on the left'),
}
/** On the way; straight ahead has no words of its own. */
export const turns: Record<Exclude<Direction, 'ahead'>, Text> = {
  'ahead-right': text('向右前方', 'Bear right'),
  right: text('右转', 'Turn right'),
  'back-right': text('向右后方', 'Turn sharp right'),
  back: text('往回走', 'Turn round'),
  'back-left': text('向左后方', 'Turn sharp left'),
  left: text('左转', 'Turn left'),
  'ahead-left': text('向左前方', 'Bear left'),
}
export const towards = (name: Text): Text => about(name, (n) => `朝${spaced(n)}的方向`, (n) => `Head for ${n}`)
export const setOff = text('从这里出发', 'Start from here')

/** Metres as they are said: to ten, above a hundred to fifty. */
export const roundMetres = (metres: number): number => (metres < 125 ? Math.max(10, Math.round(metres / 10) * 10) : Math.round(metres / 50) * 50)
export const walk = (metres: number): Text => text(`走约 ${metres} 米`, `walk about ${metres} metres`)
export const ahead = (metres: number): Text => text(`往前走约 ${metres} 米`, `walk straight on for about ${metres} metres`)

export const past = (name: Text): Text => about(name, (n) => `经过${spaced(n).trimEnd()}`, (n) => `past ${n}`)
export const enter = (name: Text): Text => about(name, (n) => `进入${spaced(n).trimEnd()}`, (n) => `enter ${n}`)
export const through = (name: Text): Text => about(name, (n) => `通过${spaced(n).trimEnd()}`, (n) => `Go through ${n}`)

export const upTo: Record<Ride, Text> = { lift: text('到直梯', 'to the lift'), escalator: text('到自动扶梯', 'to the escalator'), stairs: text('到楼梯', 'to the stairs') }
const rideZh: Record<Ride, string> = { lift: '乘直梯', escalator: '乘自动扶梯', stairs: '走楼梯' }
const rideEn: Record<Ride, string> = { lift: 'Take the lift', escalator: 'Take the escalator', stairs: 'Take the stairs' }
/** `level`: its short name in Chinese and its name in English, as signs have them. */
export const change = (by: Ride, up: boolean, level: { name: Text; shortName: Text }): Text =>
  text(`${rideZh[by]}${up ? '上' : '下'}到${level.shortName['zh-CN']}`, `${rideEn[by]} ${up ? 'up' : 'down'} to ${level.name.en}`)

export const arrived = (name: Text): Text => about(name, (n) => `到了：${n}`, (n) => `You are there: ${n}`)
export const sides = { ahead: text('就在前面', 'in front of you'), left: text('在您左手边', 'on your left'), right: text('在您右手边', 'on your right') } as const

/** A step as one sentence in both languages. */
export const sentence = (phrases: readonly Text[]): Text => ({
  'zh-CN': phrases.map((phrase) => phrase['zh-CN']).join('，'),
  en: phrases.map((phrase, i) => (i === 0 ? phrase.en.charAt(0).toUpperCase() + phrase.en.slice(1) : phrase.en)).join(', '),
})
