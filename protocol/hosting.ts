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
/** To whoever has money gone or is in danger, while an officer is on the way or not even called. */
export const urgent: Text = { 'zh-CN': '钱已转出或有危险，先拨 {tel:110}', en: 'Money sent, or in danger? Call {tel:110} first' }
/** How a call for an officer stands: what a screen shows first, and what it says aloud after that. */
export const whenCalled: Record<'none' | 'calling' | 'failed' | 'told' | 'coming' | 'done', { head: Text; then: Text }> = {
  none: { head: { 'zh-CN': '需要人|来帮忙？', en: 'Need somebody |to help?' }, then: { 'zh-CN': '工作人员或民警会到这块屏幕前来', en: 'Staff or an officer will come to this screen' } },
  calling: { head: { 'zh-CN': '正在通知……', en: 'Telling them…' }, then: { 'zh-CN': '几秒钟就好', en: 'This takes a few seconds' } },
  failed: { head: { 'zh-CN': '没有|通知到', en: 'They could not |be reached' }, then: { 'zh-CN': '现在联系不上，仍在尝试。请直接去咨询台，或拨打 {tel:110}', en: 'No connection yet; still trying. Go to the desk, or call {tel:110}' } },
  told: { head: { 'zh-CN': '已经通知，|请留在这里', en: 'They know. |Please stay here' }, then: urgent },
  coming: { head: { 'zh-CN': '有人|正在过来', en: 'Somebody |is coming' }, then: urgent },
  done: { head: { 'zh-CN': '已经有人|来过了', en: 'Somebody |has been here' }, then: { 'zh-CN': '还需要帮忙，可以再叫一次', en: 'If you still need help, call again' } },
}
