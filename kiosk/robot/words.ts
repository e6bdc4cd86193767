import type { Text } from '../../protocol/basics.ts'
import { phrases } from '../strings/say.ts'

export const say = phrases({
  touch: ['点一下，和小安聊聊', 'Tap to talk to Xiao An'],
  parting: ['我先去巡逻了，|需要时再叫我', 'I’ll go on my round. Call me any time.'],
})

/** One after another, so that nobody hears the same twice. */
const greetings: readonly Text[] = [
  { 'zh-CN': '您好，我是小安。|想问什么，想练什么？', en: 'Hello, I’m Xiao An. Ask me, or try a question.' },
  { 'zh-CN': '您好，有什么|我可以帮您的？', en: 'Hello. How can I help you?' },
  { 'zh-CN': '您好，我在听。|请在屏幕上选。', en: 'Hello, I’m listening. Please choose on the screen.' },
]
export const greetingOf = (index: number): Text => greetings[index % greetings.length] ?? say('touch')
