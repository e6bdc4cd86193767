import type { Item } from '../../protocol/content.ts'

/** Kinds the library has no example of. */
export const samples: Item[] = [
  {
    id: 'sample-video', kind: 'video', scam: 'general', move: 'ask', seconds: 12, headline: { 'zh-CN': '拿不准，|先问一问', en: 'Not sure? Ask first' },
    zoneKinds: [], moments: [], audiences: ['everyone'], phones: [], media: { sha256: '0'.repeat(64), type: 'video/mp4', bytes: 0 },
    captions: [{ 'zh-CN': '接到改签短信，先别点。', en: 'A rebooking text? Don’t tap yet.' }, { 'zh-CN': '打开航司 App，自己查。', en: 'Open the airline’s app and check.' }],
    cues: [
      { from: 0.5, until: 5, text: { 'zh-CN': '接到改签短信，先别点。', en: 'A rebooking text? Don’t tap yet.' } },
      { from: 5.5, until: 11, text: { 'zh-CN': '打开航司 App，自己查航班，再打官方电话。', en: 'Open the airline’s app, check your flight yourself, then call the official number.' } },
    ],
    action: { 'zh-CN': '先问航司', en: 'Ask the airline first' },
  },
  {
    id: 'sample-picture', kind: 'poster', scam: 'fake_service', move: 'hang_up', seconds: 12, headline: { 'zh-CN': '客服要共享屏幕，|就挂断', en: 'Asked to share your screen? |Hang up' },
    zoneKinds: [], moments: [], audiences: ['everyone'], phones: [], line: { 'zh-CN': '真客服从不看您的屏幕', en: 'Real staff never look at your screen' },
    action: { 'zh-CN': '挂断，自己打回去', en: 'Hang up, call back yourself' },
    picture: { media: { sha256: '1'.repeat(64), type: 'image/jpeg', bytes: 0 }, alt: { 'zh-CN': '候机的旅客在接电话', en: 'A passenger on the phone at a gate' } },
  },
  {
    id: 'sample-case-picture', kind: 'case', scam: 'general', move: 'verify', seconds: 24, headline: { 'zh-CN': '高薪招聘在境外', en: 'A well-paid job abroad' },
    zoneKinds: [], moments: [], audiences: ['everyone'], phones: [], beats: [{ 'zh-CN': '同乡说，月薪三万', en: 'A friend offered 30,000 a month' }, { 'zh-CN': '护照一落地就被收走', en: 'The passport was taken on arrival' }, { 'zh-CN': '家人报警才被救回', en: 'Police brought him home' }],
    turn: { 'zh-CN': '出发前，先向使馆核实', en: 'Before you go, ask the embassy' }, action: { 'zh-CN': '先核实，再出发', en: 'Verify first, then travel' },
    picture: { media: { sha256: '1'.repeat(64), type: 'image/jpeg', bytes: 0 }, alt: { 'zh-CN': '一本护照', en: 'A passport' } },
  },
  {
    id: 'sample-report', kind: 'poster', scam: 'general', move: 'report', seconds: 12, headline: { 'zh-CN': '已经转账，|马上报警', en: 'Already paid? |Call the police now' },
    zoneKinds: [], moments: [], audiences: ['everyone'], phones: ['110'], line: { 'zh-CN': '越早越好，留好聊天和转账记录', en: 'The sooner the better. Keep chats and receipts' },
    action: { 'zh-CN': '拨打 {tel:110}', en: 'Call {tel:110}' },
  },
]
