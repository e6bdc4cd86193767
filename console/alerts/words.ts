import type { AfterReview, AlertBeside, LifeKind } from '../../protocol/api-alerts.ts'
import type { Finding } from '../../protocol/api-review.ts'
import type { SlotFault } from '../../protocol/alert-slots.ts'
import type { UiLanguage } from '../strings/index.ts'

type Facts = Finding['facts']
type Words = {
  slots: string; slotsLead: string; noSlots: string; optional: string; ownWords: string; ownCost: string; ownOff: string; ownBlank: string; backToTemplate: string; fixed: string; upTo: (time: string) => string
  fault: Record<SlotFault, string>; inZh: (label: string) => string; inEn: (label: string) => string; needSlots: string; needGap: string; needCheck: string
  alone: { red: string; account: string; none: string }; second: string; askSecond: string; handOver: string; handOverUpdate: string
  checks: string; checksGood: string; checking: string; beside: string; besideHow: Record<AlertBeside['how'], (headline: string, screens: number) => string>
  finding: Record<string, (facts: Facts) => string>; findingElse: (message: string) => string; block: string; warn: string
  bar: (count: number) => string; barOpen: string; barKey: string; dueBar: (count: number) => string; waitingKey: string
  decide: string; what: string; where: string; untilWhen: string; asks: (by: string) => string; changes: (by: string) => string; zonesAll: string; rolesOnly: (roles: string) => string; screensCount: (n: number, online: number) => string; faces: string
  lasts: (minutes: string, time: string) => string; isSlots: string; isOwn: string; release: string; refuse: string; refuseTitle: string; refuseLead: string; reasons: readonly string[]; reason: string; released: (by: string, time: string) => string; refusedBy: (by: string) => string; refusedDone: string; releasedYou: string
  gone: string; faster: (by: string) => string; toAlert: string; own: string; mayNot: string; withdraw: string; withdrawn: string; changeWaits: (by: string) => string; look: string; now: string; then: string
  link: string; linkLead: string; copy: string; copied: string; qr: string; hideQr: string; linkLabel: string
  after: string; afterDue: (why: AfterReview['why'], by: string, time: string) => string; afterLate: string; afterOwn: string; afterMayNot: string; afterRight: string; afterWrong: string; afterNote: string; afterDone: (state: 'right' | 'wrong', by: string, time: string) => string; afterSaved: string; wrongNeeds: string
  sent: string; sentBy: (by: string, time: string) => string; sentDo: (name: string) => string; identify: string; identified: (name: string) => string
  life: string; lifeKind: Record<LifeKind, string>; itself: string; aloneLife: { red: string; account: string }; found: { right: string; wrong: string }; until: (time: string) => string
  extendAlone: (time: string) => string; extendSecond: string; askedFor: string
  filter: string; all: string; due: string; dueLead: string; from: string; to: string; export: string; older: string; severity: string; dueMark: string; lateMark: string; wrongMark: string; changeMark: string
}

const zhList = (n: number) => `${n} 块屏`
const enList = (n: number) => (n === 1 ? '1 screen' : `${n} screens`)

export const words: Record<UiLanguage, Words> = {
  'zh-CN': {
    slots: '填空', slotsLead: '文字已经三审，只需填空。', noSlots: '文字已经三审，没有要填的内容。', optional: '可不填', ownWords: '自拟文字', ownCost: '改动任何文字、等级或样式后，须由第二人发布。', ownOff: '已恢复模板文字', ownBlank: '自拟文字须由第二人发布。', backToTemplate: '撤销', fixed: '由模板规定', upTo: (time) => `按模板一人最多可持续 ${time}`,
    fault: { missing: '请填写。', long: '太长了。', form: '格式不对：只写名称或编号，不写句子、网址或电话。', differs: '各语言须一致。' }, inZh: (label) => `${label}（中文）`, inEn: (label) => `${label}（英文）`, needSlots: '填空', needGap: '把 { } 里的空换成文字', needCheck: '改正检查出的问题',
    alone: { red: '立即发布；事后由另一人复核。', account: '可单独发布；事后由另一人复核。', none: '立即发布。' }, second: '须由第二人发布，提交后即通知有权发布的同事。', askSecond: '请第二人发布', handOver: '提交第二人发布', handOverUpdate: '提交第二人发布更新',
    checks: '发布前检查', checksGood: '没有发现问题。', checking: '正在检查…', beside: '与生效中的预警', besideHow: { covers: (h, n) => `在 ${zhList(n)}上取代“${h}”，结束后恢复`, covered: (h, n) => `在 ${zhList(n)}上要等“${h}”结束才显示`, rotates: (h, n) => `在 ${zhList(n)}上与“${h}”每 10 秒轮换`, beside: (h, n) => `在 ${zhList(n)}上与“${h}”同时显示` },
    finding: {
      'check/missing-language': (f) => `缺少${f['language'] === 'en' ? '英文' : '中文'}。`, 'check/headline-long': (f) => `太长：${f['length']} 字，路过的人只来得及看 ${f['most']} 字。`, 'check/missing-glyph': (f) => `屏幕字体没有这个字：${f['glyphs']}`, 'check/invisible': () => '有看不见的字符。', 'check/markup': () => '有网页标记，屏幕只显示纯文字。',
      'check/link': () => '有网址：不请旅客打开链接。', 'check/scan': () => '提到扫码：请确认是在提醒别扫。', 'check/too-small': (f) => `${f['screens']} 块屏上小字难以看清（最差的一块要在 ${f['metres']} 米外读 ${f['mm']} 毫米的字）。`, 'check/too-coarse': (f) => `${f['screens']} 块屏点距太粗，小字会糊。`,
    }, findingElse: (message) => message, block: '必须改正', warn: '请留意',
    bar: (n) => `${n} 条预警等您发布`, barOpen: '查看', barKey: '快捷键 a w', dueBar: (n) => `${n} 条预警待事后复核`, waitingKey: '查看待发布的预警',
    decide: '第二人发布', what: '显示什么', where: '在哪里', untilWhen: '到什么时候', asks: (by) => `${by} 起草，请您决定`, changes: (by) => `${by} 请求更改，现行预警照常显示`, zonesAll: '整个航站楼', rolesOnly: (roles) => `仅限：${roles}`, screensCount: (n, online) => `${zhList(n)}，${online} 块在线`, faces: '屏幕上的样子',
    lasts: (m, time) => `发布后持续 ${m}，约到 ${time}`, isSlots: '模板文字，仅填空', isOwn: '自拟文字', release: '发布', refuse: '驳回', refuseTitle: '为什么驳回？', refuseLead: '起草人会看到理由。', reasons: ['范围不对', '文字不对', '情况未核实', '已不需要'], reason: '理由', released: (by, time) => `${by} 已于 ${time} 发布`, refusedBy: (by) => `${by} 已驳回`, refusedDone: '已驳回。', releasedYou: '已发布。',
    gone: '没有待您决定的内容', faster: (by) => `${by} 快了一步`, toAlert: '查看这条预警', own: '这是您自己起草的，须由另一人发布。请把链接给同事。', mayNot: '您的账号无权发布预警。', withdraw: '撤回更改', withdrawn: '更改已撤回。', changeWaits: (by) => `${by} 请求的更改等第二人发布。`, look: '查看', now: '现在', then: '改为',
    link: '请第二人发布', linkLead: '有权发布的同事登录后会看到提示。也可以把链接发给他，或让他用手机扫码。', copy: '复制链接', copied: '链接已复制。', qr: '显示二维码', hideQr: '收起二维码', linkLabel: '发布链接',
    after: '事后复核', afterDue: (why, by, time) => `${why === 'red' ? '紧急预警由一人立即发布' : '由一人单独发布'}（${by}），须由另一人在 ${time} 前复核。`, afterLate: '已逾期', afterOwn: '您参与了起草或发布，须由另一人复核。', afterMayNot: '须由有发布权限的人复核。', afterRight: '应当发布', afterWrong: '不应发布', afterNote: '备注', afterDone: (s, by, time) => `${by} 于 ${time} 复核：${s === 'right' ? '应当发布' : '不应发布'}`, afterSaved: '复核已记录。', wrongNeeds: '判为“不应发布”时请写明哪里不对。',
    sent: '已派人', sentBy: (by, time) => `${by} ${time}`, sentDo: (name) => `已派人到 ${name}`, identify: '识别', identified: (name) => `${name} 正在闪现编号。`,
    life: '全过程', lifeKind: { raised: '起草', rewritten: '改写', released: '发布', updated: '更新', extended: '延长', shortened: '缩短或缩小', asked: '请求更改', withdrawn: '撤回更改', refused: '驳回', cancelled: '取消', expired: '到期', reviewed: '事后复核', sent: '派人查看', unsent: '撤销派人' }, itself: '自动', aloneLife: { red: '一人立即发布', account: '单独发布' }, found: { right: '应当发布', wrong: '不应发布' }, until: (time) => `至 ${time}`,
    extendAlone: (time) => `${time} 之前一人即可延长；再久须第二人发布。`, extendSecond: '延长自拟文字须第二人发布。', askedFor: '更改已提交，等第二人发布。',
    filter: '筛选', all: '全部', due: '待复核', dueLead: '由一人发布的预警，请另一人事后看一看。', from: '从', to: '到', export: '导出 CSV', older: '更早的', severity: '等级', dueMark: '待复核', lateMark: '复核逾期', wrongMark: '不应发布', changeMark: '更改待发布',
  },
  en: {
    slots: 'Fill in', slotsLead: 'The words are reviewed; fill the gaps and nothing else.', noSlots: 'The words are reviewed; there is nothing to fill in.', optional: 'optional', ownWords: 'Own words', ownCost: 'Once words, severity or look are changed, a second person has to release it.', ownOff: 'The template’s words are back', ownBlank: 'Own words take a second person.', backToTemplate: 'Undo', fixed: 'Set by the template', upTo: (time) => `by the template, one person may show it for up to ${time}`,
    fault: { missing: 'Fill this in.', long: 'Too long.', form: 'Only a name or number fits here: no sentence, link or telephone number.', differs: 'It is the same in every language.' }, inZh: (label) => `${label} (Chinese)`, inEn: (label) => `${label} (English)`, needSlots: 'the gaps', needGap: 'words in place of { }', needCheck: 'what the checks found',
    alone: { red: 'Goes out at once; another person reviews it afterwards.', account: 'You may release it alone; another person reviews it afterwards.', none: 'Goes out at once.' }, second: 'A second person has to release it; all who may are told at once.', askSecond: 'Ask a second person', handOver: 'Hand to a second person', handOverUpdate: 'Hand the update to a second person',
    checks: 'Checks', checksGood: 'Nothing found.', checking: 'Checking…', beside: 'Next to what is live', besideHow: { covers: (h, n) => `Takes the place of “${h}” on ${enList(n)}; it comes back afterwards`, covered: (h, n) => `Waits behind “${h}” on ${enList(n)}`, rotates: (h, n) => `Takes turns with “${h}” on ${enList(n)}, 10 s each`, beside: (h, n) => `Is shown together with “${h}” on ${enList(n)}` },
    finding: {
      'check/missing-language': (f) => `The ${f['language'] === 'en' ? 'English' : 'Chinese'} is missing.`, 'check/headline-long': (f) => `Too long: ${f['length']} characters; a passer-by takes in ${f['most']}.`, 'check/missing-glyph': (f) => `The screens’ typeface has no ${f['glyphs']}`, 'check/invisible': () => 'A character nobody can see.', 'check/markup': () => 'Markup: screens show plain words.',
      'check/link': () => 'A link: passengers are never asked to open one.', 'check/scan': () => 'It speaks of scanning: make sure that it warns against it.', 'check/too-small': (f) => `Small text is hard to read on ${enList(Number(f['screens']))} (at worst ${f['mm']} mm from ${f['metres']} m).`, 'check/too-coarse': (f) => `The pixels of ${enList(Number(f['screens']))} are too coarse for small text.`,
    }, findingElse: (message) => message, block: 'Must be mended', warn: 'Note',
    bar: (n) => (n === 1 ? '1 alert waits for you to release it' : `${n} alerts wait for you to release them`), barOpen: 'Look', barKey: 'keys a w', dueBar: (n) => (n === 1 ? '1 alert is to be reviewed afterwards' : `${n} alerts are to be reviewed afterwards`), waitingKey: 'Look at what waits for release',
    decide: 'Second person', what: 'What', where: 'Where', untilWhen: 'Until when', asks: (by) => `${by} asks you to decide`, changes: (by) => `${by} asks for a change; the alert goes on as it is`, zonesAll: 'The whole terminal', rolesOnly: (roles) => `only: ${roles}`, screensCount: (n, online) => `${enList(n)}, ${online} online`, faces: 'As the screens show it',
    lasts: (m, time) => `for ${m} once released, to about ${time}`, isSlots: 'A template’s words, gaps filled in', isOwn: 'Own words', release: 'Release', refuse: 'Refuse', refuseTitle: 'Why refuse it?', refuseLead: 'Who raised it sees the reason.', reasons: ['Wrong place', 'Wrong words', 'Not confirmed', 'No longer needed'], reason: 'Reason', released: (by, time) => `${by} released it at ${time}`, refusedBy: (by) => `${by} refused it`, refusedDone: 'It is refused.', releasedYou: 'It is released.',
    gone: 'Nothing here waits for you', faster: (by) => `${by} was faster`, toAlert: 'Open the alert', own: 'You wrote this yourself: another person has to release it. Give a colleague the link.', mayNot: 'Your account may not release alerts.', withdraw: 'Take the change back', withdrawn: 'The change is taken back.', changeWaits: (by) => `A change that ${by} asked for waits for a second person.`, look: 'Look', now: 'Now', then: 'Then',
    link: 'Find a second person', linkLead: 'Whoever may release is told as soon as they are signed in. You can also send this link, or have it scanned by a phone.', copy: 'Copy link', copied: 'The link is copied.', qr: 'Show QR code', hideQr: 'Hide QR code', linkLabel: 'Link to release it',
    after: 'Review afterwards', afterDue: (why, by, time) => `${why === 'red' ? 'An urgent one that one person let out at once' : 'Let out by one person alone'} (${by}). Another person is to review it by ${time}.`, afterLate: 'late', afterOwn: 'You raised or released it: another person has to review it.', afterMayNot: 'Somebody who may release has to review it.', afterRight: 'It should have gone out', afterWrong: 'It should not have', afterNote: 'Note', afterDone: (s, by, time) => `Reviewed by ${by}, ${time}: ${s === 'right' ? 'it should have gone out' : 'it should not have gone out'}`, afterSaved: 'The review is kept.', wrongNeeds: 'Where it should not have gone out, say what was wrong.',
    sent: 'Somebody sent', sentBy: (by, time) => `${by}, ${time}`, sentDo: (name) => `Somebody sent to ${name}`, identify: 'Identify', identified: (name) => `${name} shows its number.`,
    life: 'From first to last', lifeKind: { raised: 'Raised', rewritten: 'Rewritten', released: 'Released', updated: 'Updated', extended: 'Extended', shortened: 'Shortened or narrowed', asked: 'Change asked for', withdrawn: 'Change taken back', refused: 'Refused', cancelled: 'Cancelled', expired: 'Expired', reviewed: 'Reviewed afterwards', sent: 'Somebody sent', unsent: 'Not sent after all' }, itself: 'by itself', aloneLife: { red: 'at once, by one person', account: 'by one person alone' }, found: { right: 'it should have gone out', wrong: 'it should not have gone out' }, until: (time) => `until ${time}`,
    extendAlone: (time) => `Until ${time} one person may extend it; beyond that a second person releases it.`, extendSecond: 'Own words take a second person to be extended.', askedFor: 'The change waits for a second person.',
    filter: 'Filter', all: 'All', due: 'To be reviewed', dueLead: 'One person let these out; another is to look at them afterwards.', from: 'From', to: 'To', export: 'Export CSV', older: 'Older', severity: 'Severity', dueMark: 'review due', lateMark: 'review late', wrongMark: 'should not have gone out', changeMark: 'change waits',
  },
}
