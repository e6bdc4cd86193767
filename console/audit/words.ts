import type { AuditArea, AuditFault } from '../../protocol/api-audit.ts'
import type { UiLanguage } from '../strings/index.ts'

type Words = {
  find: string; findHelp: string; who: string; everybody: string; area: string; areas: Record<AuditArea | '', string>; outcome: string; outcomes: Record<'done' | 'refused' | 'open' | '', string>; from: string; to: string; clear: string
  list: string; empty: string; emptyHelp: string; earlier: string; end: string; further: (seq: number) => string; self: string
  openHelp: string; changed: string; field: string; before: string; after: string; removed: string; asked: string; said: string; result: string; address: string; entries: (list: string) => string; nothingMore: string; only: (user: string) => string
  chain: string; chainLead: string; verify: string; verifying: string; whole: (count: string, checkpoints: string) => string; broken: string; faults: Record<AuditFault, (seq: string) => string>; upTo: (count: string) => string; faultHelp: string
  head: string; headHelp: string; copy: string; copied: string; noted: string; notedHelp: string; notedBad: string; compare: string; fits: string; export: string; exportHelp: string
}

export const words: Record<UiLanguage, Words> = {
  'zh-CN': {
    find: '搜索日志', findHelp: '人员、对象、字段或内容', who: '人员', everybody: '所有人', area: '范围', areas: { '': '全部', signin: '登录', alerts: '预警', content: '内容与审核', schedule: '排期', screens: '屏幕', people: '人员', desk: '咨询台与数字', system: '系统' },
    outcome: '结果', outcomes: { '': '全部', done: '已完成', refused: '被拒绝', open: '无下文' }, from: '起', to: '止', clear: '清除筛选',
    list: '操作记录', empty: '没有符合条件的记录。', emptyHelp: '放宽日期，或清除筛选。', earlier: '更早的记录', end: '已到日志开头。', further: (seq) => `第 ${seq} 条以后没有其他符合的记录，继续向前找`, self: '控制器',
    openHelp: '操作开始后没有记下结果：可能在途中断电。请核对该对象现在的状态。', changed: '改动', field: '字段', before: '原来', after: '现在', removed: '被删除的内容', asked: '提交的内容', said: '拒绝原因', result: '结果', address: '来源地址', entries: (list) => `日志第 ${list} 条`, nothingMore: '没有更多细节。', only: (user) => `只看 ${user}`,
    chain: '日志是否完好', chainLead: '每条记录都含上一条的指纹，改动、删除或调换任何一条都会使后面的指纹对不上。', verify: '核验整本日志', verifying: '正在核验…',
    whole: (count, checkpoints) => `完好：${count} 条记录逐条相连，与写入时一致${checkpoints === '0' ? '。库外尚无检查点' : `，并与库外 ${checkpoints} 个检查点相符`}。`, broken: '日志已被改动。',
    faults: { altered: (seq) => `第 ${seq} 条的内容与写入时不同。`, missing: (seq) => `第 ${seq} 条不见了。`, unlinked: (seq) => `第 ${seq} 条接不上它的前一条。`, cut: (seq) => `第 ${seq} 条起的记录被截去，或已不是当时的那一条。` },
    upTo: (count) => `前 ${count} 条完好。`, faultHelp: '请勿重启或清理；立即导出日志、保全数据库及其备份，并报告安全负责人。',
    head: '现在的末条指纹', headHelp: '抄在值班簿上。日后即使数据库与检查点都被改写，也能证明此前的记录未变。', copy: '复制', copied: '已复制。', noted: '核对抄下的指纹', notedHelp: '如 1234:ab12 cd34 ef56 7890', notedBad: '请输入序号、冒号和至少八位指纹。', compare: '核对', fits: '与抄下的一致。', export: '导出日志', exportHelp: '每行一条，含指纹。用 node tools/verify-audit.ts 可离线核验。',
  },
  en: {
    find: 'Search the log', findHelp: 'Person, thing, field or text', who: 'Who', everybody: 'Everybody', area: 'Part', areas: { '': 'All', signin: 'Sign-in', alerts: 'Alerts', content: 'Content and review', schedule: 'Schedule', screens: 'Screens', people: 'People', desk: 'Desk and figures', system: 'System' },
    outcome: 'Outcome', outcomes: { '': 'All', done: 'Done', refused: 'Refused', open: 'Cut short' }, from: 'From', to: 'To', clear: 'Clear filters',
    list: 'What was done', empty: 'No entry fits.', emptyHelp: 'Widen the days, or clear the filters.', earlier: 'Earlier entries', end: 'This is the beginning of the log.', further: (seq) => `Nothing else fits from entry ${seq} on: look further back`, self: 'the controller',
    openHelp: 'It was begun and no outcome was written down: perhaps the power went. Look at what it was about.', changed: 'What changed', field: 'Field', before: 'Before', after: 'After', removed: 'What was removed', asked: 'What was sent', said: 'Why it was refused', result: 'Result', address: 'From address', entries: (list) => `Log entries ${list}`, nothingMore: 'Nothing more is known.', only: (user) => `Only ${user}`,
    chain: 'Is the log whole?', chainLead: 'Each entry holds the fingerprint of the one before: whatever is changed, removed or moved, the next fingerprint no longer fits.', verify: 'Verify the whole log', verifying: 'Verifying…',
    whole: (count, checkpoints) => `Whole: ${count} entries, each linked to the next and as it was written${checkpoints === '0' ? '. There is no checkpoint outside the database yet.' : `; ${checkpoints} checkpoints outside the database agree.`}`, broken: 'The log has been altered.',
    faults: { altered: (seq) => `Entry ${seq} does not say what was written.`, missing: (seq) => `Entry ${seq} is missing.`, unlinked: (seq) => `Entry ${seq} does not follow the one before it.`, cut: (seq) => `From entry ${seq} on the log was cut off, or is not what was seen before.` },
    upTo: (count) => `The first ${count} entries are whole.`, faultHelp: 'Do not restart or clean up. Export the log now, secure the database and its backups, and tell whoever is responsible for security.',
    head: 'Fingerprint of the last entry', headHelp: 'Write it into the duty book. It proves later that nothing before it was changed, even where database and checkpoints were rewritten.', copy: 'Copy', copied: 'Copied.', noted: 'Compare a fingerprint you noted', notedHelp: 'e.g. 1234:ab12 cd34 ef56 7890', notedBad: 'Give the number, a colon and at least eight characters.', compare: 'Compare', fits: 'It is the one you noted.', export: 'Export the log', exportHelp: 'One entry a line, with its fingerprint; node tools/verify-audit.ts verifies it offline.',
  },
}

const fields: Record<string, string> = {
  roles: '角色', name: '名称', organisation: '单位', mayRelease: '可单独放行', state: '状态', version: '版本', weight: '权重', level: '级别', from: '开始', until: '结束', startDay: '起始日', rrule: '重复规则', exceptDays: '排除日期', zones: '区域', playlist: '节目单', items: '内容', moments: '时段标签', zone: '区域', volume: '音量', publicAddress: '广播中',
  open: '有人值守', note: '备注', since: '起始时间', by: '操作人', releasedBy: '放行人', endedBy: '结束人', endedAt: '结束时间', headline: '标题', campaign: '主题', value: '数值', unit: '单位', source: '来源', area: '范围', expires: '有效期至', number: '号码', verifiedBy: '核对人', verifiedOn: '核对日期', changedAt: '修改时间', publishedBy: '发布人', publishedAt: '发布时间', steps: '审核', submittedAt: '送审时间', contributors: '作者', paired: '已配对', acknowledgedBy: '确认人', acknowledgedAt: '确认时间',
  id: '编号', user: '用户', kind: '种类', severity: '级别', presentation: '呈现', target: '目标', devices: '设备', expiresInSeconds: '持续秒数', info: '文字', description: '正文', language: '语言', sent: '发送时间', effective: '生效时间', answerWithinMs: '应答期限', targeted: '目标屏幕数', alert: '预警', raisedBy: '发起人', raisedAt: '发起时间', decision: '结论', text: '内容', path: '字段', revisions: '版本', things: '内容', body: '内容', action: '指令', do: '指令', words: '口令', 'zh-CN': '中文', en: '英文', fromDay: '起始日', untilDay: '截止日', stages: '审核级数', summary: '摘要', seconds: '秒数', createdAt: '创建时间', enteredBy: '录入人', enteredAt: '录入时间', leaveBehind: '不再等待',
}
const fieldPart = (part: string): string => fields[part] ?? (/^\d+$/.test(part) ? String(Number(part) + 1) : part)
/** A field's name for the reader; English readers get it as it is stored. `known` is false where part of it stays English. */
export function fieldWords(path: string, language: UiLanguage): { text: string; known: boolean } {
  if (language === 'en') return { text: path, known: true }
  const parts = path.split('.').map(fieldPart)
  return { text: parts.join(' › '), known: parts.every((part) => !/[a-z]{2}/i.test(part)) }
}
