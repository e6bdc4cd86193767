import type { Text } from './basics.ts'

/** What 小安 says to whoever touches it, one after another, so that nobody hears the same twice. Screens show it, and clips are made of it. */
export const greetings: readonly Text[] = [
  { 'zh-CN': '您好，我是小安。|想问什么，想练什么？', en: 'Hello, I’m Xiao An. Ask me, or try a question.' },
  { 'zh-CN': '您好，有什么|我可以帮您的？', en: 'Hello. How can I help you?' },
  { 'zh-CN': '您好，我在听。|请在屏幕上选。', en: 'Hello, I’m listening. Please choose on the screen.' },
]
/** Once, to whoever has gone without a word. */
export const parting: Text = { 'zh-CN': '我先去巡逻了，|需要时再叫我', en: 'I’ll go on my round. Call me any time.' }
/** To whoever has paid already: no reproach, then four things in order. Screens show and say it. */
export const whenPaid: { head: Text; steps: readonly [mark: Text, line: Text][] } = {
  head: { 'zh-CN': '先别慌，|马上做这四件事', en: 'Stay calm. Do these four things now.' },
  steps: [
    [{ 'zh-CN': '停', en: 'Stop' }, { 'zh-CN': '断开通话和屏幕共享，不再转一分钱', en: 'End the call and screen share. Send no more money.' }],
    [{ 'zh-CN': '报', en: 'Report' }, { 'zh-CN': '拨打 {tel:110}，或找身边的民警', en: 'Call {tel:110}, or find an officer nearby.' }],
    [{ 'zh-CN': '存', en: 'Keep' }, { 'zh-CN': '留好转账记录、聊天和对方账号', en: 'Save transfers, chats and their account numbers.' }],
    [{ 'zh-CN': '防', en: 'Beware' }, { 'zh-CN': '说能“追回”的，是第二次骗您', en: 'Anyone who offers to “recover” it is the second scam.' }],
  ],
}
