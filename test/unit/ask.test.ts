import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withSounds } from '../../controller/kit/sounds.ts'
import { readGlyphs } from '../../controller/review/checks.ts'
import { createSearch } from '../../kiosk/device/ask/search.ts'
import { suggested } from '../../kiosk/device/ask/suggest.ts'
import type { World } from '../../kiosk/device/rooms/room.ts'
import { attract, hasEarned, step, type Session, type TouchInput } from '../../kiosk/device/session.ts'
import { readLibrary } from '../../playlists/read.ts'
import { answerOn, KitAnswer } from '../../protocol/answer.ts'
import { askWordName, askWords, wordsAsked, wordsCounted } from '../../protocol/ask-words.ts'
import { checkAnswer } from '../../protocol/checks/answer.ts'
import { check } from '../../protocol/codec.ts'
import { EngagementEvent } from '../../protocol/event.ts'
import { Kit } from '../../protocol/kit.ts'
import { zoneKinds } from '../../protocol/words.ts'

const { answers: written, phones } = readLibrary()
const answers = written.map(withSounds)
const search = createSearch(answers, phones)
const first = (typed: string) => search(typed)[0]?.id

const chinese = [
  ['退票要不要钱', 'refund-fee'], ['航班取消了能全额退款吗', 'refund-fee'], ['改签手续费', 'refund-fee'], ['延误了改签收费吗', 'refund-fee'], ['退款什么时候到账', 'refund-when'],
  ['退款几天', 'refund-when'], ['钱什么时候退回来', 'refund-when'], ['客服打电话说帮我改签', 'refund-call'], ['有人打电话让我退票改签', 'refund-call'], ['收到短信说航班取消了', 'flight-text'],
  ['航班取消短信是不是骗子', 'flight-text'], ['短信说登机口改了', 'gate-text'], ['延误赔偿300', 'compensation'], ['航班延误赔钱', 'compensation'],
  ['对方知道我的名字和航班', 'knows-flight'], ['他怎么知道我的航班信息', 'knows-flight'], ['航空公司客服电话', 'airline-number'], ['官方热线是哪个', 'airline-number'],
  ['验证码能告诉别人吗', 'code'], ['对方问我要验证码', 'code'], ['共享屏幕', 'screen-share'], ['客服让我打开屏幕共享', 'screen-share'], ['屏幕共享怎么关', 'sharing-now'],
  ['让我下载一个软件', 'install-app'], ['要我装会议软件', 'install-app'], ['链接能不能点', 'link'], ['安全账户', 'safe-account'], ['把钱转到安全账户保护', 'safe-account'],
  ['百万保障扣费', 'fake-charge'], ['说我开通了抖音会员要扣钱', 'fake-charge'], ['医保卡有问题', 'fake-charge'], ['快递理赔', 'parcel'], ['说我的快递丢了赔双倍', 'parcel'],
  ['行李丢了怎么办', 'lost-bag'], ['箱子摔坏了找谁赔', 'lost-bag'], ['刷单', 'task'], ['点赞赚钱是真的吗', 'task'], ['做任务的钱取不出来', 'task-stuck'], ['提现要再充钱', 'task-stuck'],
  ['群里发红包', 'group'], ['网贷先交手续费', 'loan-fee'], ['贷款前要交保证金', 'loan-fee'], ['银行卡号填错要解冻', 'loan-card'], ['修复征信', 'credit'], ['注销校园贷', 'credit'],
  ['炒股群', 'investment'], ['网恋对象让我投资', 'investment'], ['出国打工', 'overseas-job'], ['去缅甸上班工资很高', 'overseas-job'], ['外派公司怎么查', 'agency'],
  ['护照被老板收走', 'passport'], ['让我删除聊天记录', 'secrecy'], ['领事保护电话', 'help-abroad'], ['在国外护照丢了打什么电话', 'help-abroad'], ['大使馆打电话要钱', 'consular-call'],
  ['AI换脸', 'face-swap'], ['儿子视频借钱', 'face-swap'], ['朋友微信上借钱', 'friend-money'], ['领导让我转账', 'boss'], ['买购物卡', 'gift-card'], ['帮陌生人带东西', 'carry'],
  ['乘客让我送箱子', 'driver-box'], ['让我取现金送过去', 'cash-tutor'], ['扫码领礼物', 'sticker'], ['二维码可以扫吗', 'sticker'], ['我被骗了', 'paid'], ['已经把钱转过去了怎么办', 'paid'],
  ['钱能追回来吗', 'paid'], ['追款的律师靠谱吗', 'recover'], ['96110', 'line-96110'], ['反诈中心打电话来', 'line-96110'], ['12381短信', 'text-12381'],
  ['投诉航空公司', 'complain'], ['12326', 'complain'], ['怎么报警', 'call-110'], ['警察打电话说我洗钱', 'fake-police'], ['公检法', 'fake-police'], ['身份证忘带了', 'id-forgot'],
  ['没带身份证怎么坐飞机', 'id-forgot'], ['临时乘机证明', 'id-forgot'], ['代办身份证明要两百', 'id-agent'], ['爸妈老被骗', 'elder'], ['老人接到诈骗电话', 'elder'], ['怎么拒绝', 'say-no'],
  ['旁边有人在转账被骗', 'bystander'], ['机场会打电话让我转账吗', 'never'], ['你们会拍照吗', 'data'], ['摄像头', 'data'], ['奖品怎么领', 'points'], ['国家反诈中心app', 'anti-fraud-app'],
  ['咨询台', 'desk'], ['你是谁', 'who'],
]
const pinyin = [
  ['tuipiao', 'refund-fee'], ['tuikuan', 'refund-when'], ['yanzhengma', 'code'], ['yanzhenma', 'code'], ['gong xiang ping mu', 'screen-share'],
  ['gongxiangpingmu', 'screen-share'], ['shuadan', 'task'], ['anquanzhanghu', 'safe-account'], ['xingli', 'lost-bag'], ['xinglidiule', 'lost-bag'],
  ['shenfenzheng', 'id-forgot'], ['wangdaishenfenzheng', 'id-forgot'], ['erweima', 'sticker'], ['zhuanzhang', 'paid'], ['yijingzhuanzhang', 'paid'],
  ['huzhao', 'passport'], ['daikuan', 'loan-fee'], ['huanlian', 'face-swap'], ['beipianle', 'paid'], ['baojing', 'call-110'],
  ['fanzha zixuntai', 'desk'],
]
const initials = [
  ['yzm', 'code'], ['gxpm', 'screen-share'], ['sfz', 'id-forgot'], ['aqzh', 'safe-account'], ['tpsxf', 'refund-fee'], ['ewm', 'sticker'],
]
const english = [
  ['refund', 'refund-when'], ['when will I get my refund', 'refund-when'], ['refund fee', 'refund-fee'], ['lost my luggage', 'lost-bag'],
  ['luggage', 'lost-bag'], ['share screen', 'screen-share'], ['screen sharing', 'screen-share'], ['verification code', 'code'],
  ['verfication code', 'code'], ['someone asked for my code', 'code'], ['I was scammed', 'paid'], ['already paid', 'paid'], ['qr code', 'sticker'],
  ['face swap', 'face-swap'], ['deepfake', 'face-swap'], ['forgot my id', 'id-forgot'], ['forgot passport photo id card', 'id-forgot'],
  ['job abroad', 'overseas-job'], ['keep my passport', 'passport'], ['safe account', 'safe-account'], ['loan fee', 'loan-fee'],
  ['police called me', 'fake-police'], ['who are you', 'who'], ['do you keep my data', 'data'], ['airline phone number', 'airline-number'],
  ['gift cards', 'gift-card'], ['lugage', 'lost-bag'],
]

describe('a question finds its answer', () => {
  it.each(chinese)('%s', (typed, id) => { expect(first(typed)).toBe(id) })
  it.each(pinyin)('in pinyin: %s', (typed, id) => { expect(first(typed)).toBe(id) })
  it.each(initials)('by initials: %s', (typed, id) => { expect(first(typed)).toBe(id) })
  it.each(english)('in English: %s', (typed, id) => { expect(first(typed)).toBe(id) })
  it('as it is being typed, letter by letter, also in capitals and full width', () => {
    for (const typed of ['yanzhen', 'YANZHENGMA', 'ｙａｎｚｈｅｎｇｍａ', 'yan zheng ma', "yan'zheng'ma"]) expect(search(typed).map(({ id }) => id), typed).toContain('code')
    for (let n = 4; n <= 'luggage'.length; n += 1) expect(search('luggage'.slice(0, n)).map(({ id }) => id)).toContain('lost-bag')
  })
  it('every question that is written, by itself', () => {
    for (const answer of answers) {
      for (const question of [answer.question['zh-CN'], answer.question.en]) {
        const typed = question.replace(/\{tel:([^}]*)\}/g, (_, id: string) => phones.find((phone) => phone.id === id)?.number ?? '')
        expect(first(typed), question).toBe(answer.id)
      }
    }
  })
})

describe('nothing is better than a wrong answer', () => {
  it.each([
    '厕所在哪里', '附近有吃饭的地方吗', '今天天气怎么样', 'wifi密码是多少', '几点登机', '哪里可以抽烟', '怎么去市中心', '充电宝在哪借', '儿童推车', '给我讲个笑话', '北京到上海的高铁几点', 'where is the toilet',
    'wifi password', 'taxi to downtown', 'what time is it', 'smoking area', 'cesuo zai nali', 'asdfgh', 'qwerty', '我爱你', '买机票', '酒店多少钱', 'hello',
    '天气', '吃什么', '免税店几点关门',
  ])('%s', (typed) => { expect(search(typed).map(({ id }) => id)).toEqual([]) })
  it('nor does anything that can be typed break it', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (typed) => { search(typed) }), { numRuns: 300 })
  })
})

describe('a number that has run out', () => {
  const day = fc.integer({ min: 0, max: 900 }).map((days) => Temporal.PlainDate.from('2026-01-01').add({ days }).toString())
  it('is in no answer on any day after its last: its sentence goes, or the answer whose point it is', () => {
    fc.assert(fc.property(day, fc.array(day, { minLength: phones.length, maxLength: phones.length }), (today, ends) => {
      const dated = phones.map((phone, i) => ({ ...phone, expires: ends[i] ?? today }))
      const over = dated.filter(({ expires }) => expires < today).map(({ id }) => id)
      for (const answer of answers) {
        const shown = answerOn(answer, dated, today)
        if (!shown) {
          expect(answer.phones.some((id) => over.includes(id)), answer.id).toBe(true)
          continue
        }
        expect(shown.answer.length).toBeGreaterThan(0)
        for (const id of over) {
          expect(JSON.stringify([shown.question, shown.answer, shown.action])).not.toContain(`{tel:${id}}`)
          expect(shown.phones).not.toContain(id)
        }
      }
    }))
  })
  it('leaves an answer that does without it, and none that does not', () => {
    const ended = phones.map((phone) => ({ ...phone, expires: '2027-10-31' }))
    const later = '2027-11-01'
    expect(answerOn(answers.find(({ id }) => id === 'paid') ?? fail(), ended, '2027-10-31')?.answer).toHaveLength(3)
    expect(answerOn(answers.find(({ id }) => id === 'paid') ?? fail(), ended, later)?.answer).toHaveLength(2)
    expect(answerOn(answers.find(({ id }) => id === 'line-96110') ?? fail(), ended, later)).toBeNull()
    // The one who asks what to do when money has gone is never left without an answer.
    expect(answers.filter((answer) => answerOn(answer, ended, later) === null).map(({ id }) => id).sort()).toEqual(['call-110', 'help-abroad', 'line-96110', 'text-12381'])
  })
})
const fail = (): never => { throw new Error('it is not shipped') }

describe('what is suggested', () => {
  it.each(zoneKinds.filter((kind) => kind !== 'staff_corridor'))('is meant for %s', (zoneKind) => {
    const five = suggested(answers, { zoneKind, moments: [] }, [], 5)
    expect(five.filter((answer) => answer.zoneKinds.includes(zoneKind)).length).toBeGreaterThanOrEqual(3)
  })
  it('goes by the moment too, and leaves out what was not meant', () => {
    const at = (moments: 'delay_event'[], not: string[] = []) => suggested(answers, { zoneKind: 'gate', moments }, not, 5).map(({ id }) => id)
    expect(at(['delay_event'])).toContain('compensation')
    expect(at([])).not.toEqual(at(['delay_event']))
    expect(at([], ['refund-fee'])).not.toContain('refund-fee')
    expect(suggested(answers, { zoneKind: null, moments: [] }, [], 5)).toHaveLength(5)
  })
})

describe('asking', () => {
  const kit = Kit.parse({ answers, phones })
  const world: World = { offer: [], kit, today: '2026-11-23' }
  const start: TouchInput = { do: 'start', id: 'x1', seed: 7, language: 'zh-CN', open: { page: 'ask' } }
  function run(inputs: readonly TouchInput[], over: Partial<World> = {}) {
    let session: Session = attract
    const events: Record<string, unknown>[] = []
    for (const input of inputs) {
      const next = step(session, input, { ...world, ...over }, 0)
      session = next.session
      events.push(...next.events)
    }
    return { session, page: session.name === 'on' ? session.page : null, said: events.map(({ action, item, value }) => [action, item, value].filter((part) => part !== undefined).join(' ')), events }
  }

  it('leads to an answer, and the answer to the last page with its action', () => {
    const { page, said } = run([start, { do: 'type', text: 'yzm' }, { do: 'pick', answer: 'code' }, { do: 'meant', it: true }])
    expect(page).toMatchObject({ name: 'finish', after: 'ask', end: { move: 'hang_up', action: { en: 'Give no one your code' } } })
    expect(said).toEqual(['session_start zh-CN', 'page ask', 'ask code met', 'ask code yes'])
    // Words for the desk are for exercises.
    expect(page && hasEarned(page)).toBe(false)
  })
  it('goes on to the next where that was not meant, and then says that it does not know', () => {
    const { page, said } = run([start, { do: 'type', text: '贷款 厕所' }, { do: 'pick', answer: 'loan-fee' }, { do: 'meant', it: false }, { do: 'vain' }, { do: 'vain' }, { do: 'back' }, { do: 'vain' }])
    expect(page).toMatchObject({ name: 'ask', at: 'vain', not: ['loan-fee'], typed: '贷款 厕所' })
    expect(said.slice(2)).toEqual(['ask loan-fee met', 'ask loan-fee no', 'ask loan toilet'])
  })
  it('takes the action along, should nothing follow', () => {
    const { page } = run([start, { do: 'pick', answer: 'lost-bag' }, { do: 'leave' }])
    expect(page).toMatchObject({ name: 'finish', after: 'leave', end: { action: { en: 'Go to the baggage desk' } } })
  })
  it.each<[string, TouchInput[], Partial<World>]>([
    ['an answer that is not there', [{ do: 'pick', answer: 'nobody' }], {}],
    ['one whose number has run out', [{ do: 'pick', answer: 'line-96110' }], { today: '2028-01-01' }],
    ['in vain before anything was asked', [{ do: 'vain' }], {}],
    ['what was meant, before there was an answer', [{ do: 'meant', it: true }], {}],
  ])('%s means nothing', (_, inputs, over) => {
    expect(run([start, ...inputs], over)).toMatchObject({ page: { name: 'ask', at: 'list' }, said: ['session_start zh-CN', 'page ask'] })
  })
  it('has no room without answers', () => {
    expect(run([start], { kit: null }).page).toEqual({ name: 'menu' })
  })
  it('says nothing of what was typed but our own words, whatever it was', () => {
    const own = new Set([...askWords.map(({ word }) => word), 'other'])
    const typing = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom('我叫王小明，身份证 110101199001011234', 'my name is Bob and I lost my luggage', '13800138000', 'woyaotuikuan xiexie'))
    fc.assert(fc.property(typing, (text) => {
      const { events } = run([start, { do: 'type', text }, { do: 'vain' }])
      for (const event of events) {
        expect(check(EngagementEvent, { kind: 'engagement', seq: 1, at: '2026-11-23T08:00:00Z', offsetMs: 0, zone: null, ...event }, 'event').ok).toBe(true)
        if (event['action'] === 'ask') for (const word of String(event['value']).split(' ')) expect(own).toContain(word)
      }
    }))
    expect(wordsAsked('my name is Bob and I lost my luggage')).toBe('lost baggage')
    expect(wordsAsked('cesuo zai nali')).toBe('toilet')
    expect(wordsAsked('厕所旁边充电宝、餐厅、微信')).toBe('toilet charging food')
  })
})

describe('our own words', () => {
  it('are short enough for the wire, each once, and the controller counts no others', () => {
    expect(new Set(askWords.map(({ word }) => word)).size).toBe(askWords.length)
    for (const { word } of askWords) expect(word, word).toMatch(/^[a-z]{2,12}$/)
    expect(wordsCounted('loan toilet loan')).toEqual(['loan', 'toilet'])
    expect(wordsCounted('Bob 13800138000')).toEqual(['other'])
    expect(askWordName('loan')).toEqual({ 'zh-CN': '贷款', en: 'Loan' })
    expect(askWordName('bob')).toBeNull()
  })
})

describe('an answer as it is written', () => {
  const facts = { glyphs: readGlyphs(), phones: new Set(phones.map(({ id }) => id)) }
  const base = written.find(({ id }) => id === 'paid') ?? fail()
  const found = (over: object) => checkAnswer({ ...base, ...over }, facts).map(({ code, level, path }) => `${level} ${code} ${path}`)
  const text = (zh: string, en = 'Words') => ({ 'zh-CN': zh, en })
  it('is well in every shipped answer: nothing blocks, and each may be asked in at least six ways', () => {
    for (const answer of written) {
      expect(checkAnswer({ ...answer }, facts).filter(({ code }) => code !== 'check/scan'), answer.id).toEqual([])
      expect(answer.asked.length, answer.id).toBeGreaterThanOrEqual(6)
      expect(KitAnswer.safeParse(withSounds(answer)).success).toBe(true)
    }
    expect(written.length).toBeGreaterThanOrEqual(40)
  })
  it.each([
    ['a question too long to be read standing', { question: text('一二三四五六七八九十一二三四五六七八九') }, 'block check/answer-long question.zh-CN'],
    ['sentences too long together', { answer: [1, 2].map(() => text('一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八')) }, 'block check/answer-long answer'],
    ['a language that is missing', { action: text('先问', '') }, 'block check/missing-language action.en'],
    ['a number that is written out', { answer: [text('拨打 110 问一句', 'Call')] }, 'block check/phone-written answer.0.zh-CN'],
    ['one in the ways to ask it', { asked: ['12345 是什么', '求助', 'help', 'help me'] }, 'block check/phone-written asked.0'],
    ['a number that nobody checked', { phones: ['999'], action: text('拨 {tel:999}', 'Call {tel:999}') }, 'block check/phone-expired action.zh-CN'],
    ['a number it does not name', { phones: [] }, 'block check/phone-not-named answer.1.zh-CN'],
    ['a number it names for nothing', { phones: ['110', '96110'] }, 'warn check/phone-unused phones'],
    ['few ways to ask it', { asked: ['求助', '救命', 'help'] }, 'warn check/asked-few asked'],
    ['a link', { answer: [text('打开 www.refund.top', 'Open it')] }, 'block check/link answer.0.zh-CN'],
    ['no sentence at all', { answer: [] }, 'block check/shape answer'],
  ])('%s is found', (_, over, said) => { expect(found(over)).toContain(said) })
  it('may name an amount', () => { expect(found({ answer: [text('赔您 300 元，骗走 29000 元', '¥300 for you, ¥29,000 gone')] }).filter((one) => one.includes('phone-written'))).toEqual([]) })
})
