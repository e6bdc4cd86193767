import type { Text } from './basics.ts'

/** What 小安 says to whoever touches it, one after another, so that nobody hears the same twice. Screens show it, and clips are made of it. */
export const greetings: readonly Text[] = [
  { 'zh-CN': '您好，我是小安。|想问什么，想练什么？', en: 'Hello, I’m Xiao An. Ask me, or try a question.' },
  { 'zh-CN': '您好，有什么|我可以帮您的？', en: 'Hello. How can I help you?' },
  { 'zh-CN': '您好，我在听。|请在屏幕上选。', en: 'Hello, I’m listening. Please choose on the screen.' },
]
/** Once, to whoever has gone without a word. */
export const parting: Text = { 'zh-CN': '我先去巡逻了，|需要时再叫我', en: 'I’ll go on my round. Call me any time.' }
