import type { UiLanguage } from '../strings/index.ts'

type Words = {
  title: string; line: string; none: string; hold: string; holdFor: string; minutes: (n: number) => string; next: string; release: string
  held: (until: string) => string; heldOn: (line: string, until: string) => string; ahead: (until: string) => string; left: (minutes: number) => string; by: (user: string) => string; unknown: string
  asked: (name: string) => string; waits: string; away: string; outranked: string
}
/** What an operator orders of a robot, and what it says that it does. */
export const orderWords: Record<UiLanguage, Words> = {
  'zh-CN': {
    title: '指令', line: '台词', none: '不说话，只注视', hold: '停住', holdFor: '停多久', minutes: (n) => `${n} 分钟`, next: '下一项', release: '放行',
    held: (until) => `停住，只注视，至 ${until}`, heldOn: (line, until) => `停在“${line}”，至 ${until}`, ahead: (until) => `已跳到后面的内容，${until} 恢复与本区域同步`, left: (n) => (n < 1 ? '不到 1 分钟' : `还有 ${n} 分钟`), by: (user) => `由 ${user} 下达`, unknown: '下达人见审计日志',
    asked: (name) => `已向“${name}”下达。`, waits: '等它回话……', away: '它不在线：一分钟内连不上，指令作废。', outranked: '预警优先：预警结束后才看得到。',
  },
  en: {
    title: 'Orders', line: 'Line', none: 'No words, just attentive', hold: 'Hold', holdFor: 'For how long', minutes: (n) => `${n} min`, next: 'Next item', release: 'Release',
    held: (until) => `Held, just attentive, until ${until}`, heldOn: (line, until) => `Held on “${line}” until ${until}`, ahead: (until) => `Moved on ahead of its zone; in step again at ${until}`, left: (n) => (n < 1 ? 'less than a minute left' : `${n} min left`), by: (user) => `ordered by ${user}`, unknown: 'the audit log says by whom',
    asked: (name) => `${name} was told.`, waits: 'Waiting for its word …', away: 'It is not connected: an order lapses within a minute.', outranked: 'An alert comes first: it shows when that is over.',
  },
}
