import type { Text } from '../../protocol/basics.ts'
import { greetings } from '../../protocol/hosting.ts'
import { phrases } from '../strings/say.ts'

export const say = phrases({
  touch: ['点一下，和小安聊聊', 'Tap to talk to Xiao An'],
})

export const greetingOf = (index: number): Text => greetings[index % greetings.length] ?? say('touch')
