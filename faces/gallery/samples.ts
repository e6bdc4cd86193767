import type { Item } from '../../protocol/content.ts'

/** Kinds the library has no example of. */
export const samples: Item[] = [
  {
    id: 'sample-video', kind: 'video', scam: 'general', move: 'ask', seconds: 12, headline: { 'zh-CN': '拿不准，|先问一问', en: 'Not sure? Ask first' },
    zoneKinds: [], moments: [], audiences: ['everyone'], phones: [], media: { sha256: '0'.repeat(64), type: 'video/mp4', bytes: 0 },
    captions: [{ 'zh-CN': '接到改签短信，先别点。', en: 'A rebooking text? Don’t tap yet.' }, { 'zh-CN': '打开航司 App，自己查。', en: 'Open the airline’s app and check.' }],
    action: { 'zh-CN': '先问航司', en: 'Ask the airline first' },
  },
  {
    id: 'sample-report', kind: 'poster', scam: 'general', move: 'report', seconds: 12, headline: { 'zh-CN': '已经转账，|马上报警', en: 'Already paid? |Call the police now' },
    zoneKinds: [], moments: [], audiences: ['everyone'], phones: ['110'], line: { 'zh-CN': '越早越好，留好聊天和转账记录', en: 'The sooner the better. Keep chats and receipts' },
    action: { 'zh-CN': '拨打 {tel:110}', en: 'Call {tel:110}' },
  },
]
