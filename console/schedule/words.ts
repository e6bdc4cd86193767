import type { UiLanguage } from '../strings/index.ts'
import { presetWords, talkWords } from './words-standing.ts'
import type { PresetWords, TalkWords } from './words-standing.ts'

type Named = { name: string; level: string; day: string; from: string; until: string; state: string; share: string }
export type ScheduleWords = {
  view: string; views: Record<'calendar' | 'timeline' | 'list', string>; allZones: string; zone: string; today: string; earlier: string; later: string; month: string; week: string; day: string; allDay: string; more: (n: number) => string
  zoom: string; zooms: Record<6 | 24 | 72 | 168, string>; draftKey: string; zoneEmpty: string; entries: (n: number) => string; tooMany: (n: number, most: number) => string; keys: string; offline: string
  block: (b: Named) => string; taken: (name: string) => string; at: (day: string, from: string, until: string) => string; let: string; hidden: string; newIn: (zone: string) => string; newAt: (zone: string, day: string, from: string, until: string) => string
  campaigns: string; everyCampaign: string
  select: string; selectAll: string; setLive: (n: number) => string; setLiveTitle: (n: number) => string; copy: string
  see: string; slotOf: (day: string, from: string, until: string) => string; cut: string; review: string
  rule: { every: string; unit: Record<'daily' | 'weekly' | 'monthly', (n: number) => string>; which: string; nth: string; nths: Record<'1' | '2' | '3' | '4' | '-1', string>; ends: string; end: Record<'never' | 'until' | 'count', string>; lastDay: string; times: string; means: string; next: string; none: string }
  presets: PresetWords; talks: TalkWords
}

export const words: Record<UiLanguage, ScheduleWords> = {
  'zh-CN': {
    view: '视图', views: { calendar: '日历', timeline: '时间轴', list: '列表' }, allZones: '全部区域', zone: '区域', today: '现在', earlier: '往前', later: '往后', month: '月', week: '周', day: '日', allDay: '全天', more: (n) => `另有 ${n} 条`,
    zoom: '时间跨度', zooms: { 6: '6 小时', 24: '1 天', 72: '3 天', 168: '1 周' }, draftKey: '未启用', zoneEmpty: '没有排期', entries: (n) => `${n} 条`, tooMany: (n, most) => `此范围内有 ${n} 次播出，只画出前 ${most} 次。请选一个区域。`, offline: '与控制器的连接已断开，以下可能已过时；恢复前无法发布。',
    keys: '方向键选择，空格拿起后用方向键移动 15 分钟或一天，Shift＋方向键调整结束时间，回车打开，Delete 删除',
    block: ({ name, level, day, from, until, state, share }) => [`${name}，${level}`, `${day} ${from}–${until}`, state, share && `实播 ${share}`].filter(Boolean).join('，'), taken: (name) => `已拿起“${name}”。方向键移动，Shift＋方向键调整结束时间，回车查看变化，Esc 放弃。`, at: (day, from, until) => `移到 ${day} ${from}–${until}`, let: '已放下，没有改变', hidden: '被更高层级盖住，不播',
    newIn: (zone) => `在“${zone}”新建排期`, newAt: (zone, day, from, until) => `新排期，${zone}，${day} ${from}–${until}。方向键移动，Shift＋方向键调整结束时间，回车填写。`,
    campaigns: '专题', everyCampaign: '全部专题',
    select: '选中', selectAll: '全选未启用', setLive: (n) => `启用 ${n} 条`, setLiveTitle: (n) => `启用 ${n} 条`, copy: '（草稿）',
    see: '看这一刻的屏幕', slotOf: (day, from, until) => `${day} ${from}–${until} 这一次`, cut: '删除这一次…', review: '查看变化',
    rule: { every: '每', unit: { daily: () => '天', weekly: () => '周', monthly: () => '个月' }, which: '哪几天', nth: '第几个', nths: { 1: '第一个', 2: '第二个', 3: '第三个', 4: '第四个', '-1': '最后一个' }, ends: '结束', end: { never: '一直重复', until: '到某天为止', count: '满若干次' }, lastDay: '最后一天', times: '次数', means: '意思是', next: '接下来五次', none: '没有符合的日期' },
    presets: presetWords['zh-CN'], talks: talkWords['zh-CN'],
  },
  en: {
    view: 'View', views: { calendar: 'Calendar', timeline: 'Timeline', list: 'List' }, allZones: 'All zones', zone: 'Zone', today: 'Now', earlier: 'Earlier', later: 'Later', month: 'Month', week: 'Week', day: 'Day', allDay: 'All day', more: (n) => `${n} more`,
    zoom: 'Width', zooms: { 6: '6 h', 24: '1 day', 72: '3 days', 168: '1 week' }, draftKey: 'Not live', zoneEmpty: 'Nothing scheduled', entries: (n) => (n === 1 ? '1 entry' : `${n} entries`), tooMany: (n, most) => `${n} occurrences lie in this range; the first ${most} are drawn. Choose a zone.`, offline: 'The controller does not answer: what you see may be out of date, and nothing can be published until it is back.',
    keys: 'Arrows choose; Space takes in hand, then arrows move by 15 minutes or a day and Shift with arrows moves the end; Enter opens, Delete removes',
    block: ({ name, level, day, from, until, state, share }) => [`${name}, ${level}`, `${day} ${from}–${until}`, state, share && `really plays ${share}`].filter(Boolean).join(', '), taken: (name) => `“${name}” is in hand. Arrows move it, Shift with arrows moves its end, Enter shows what changes, Escape lets go.`, at: (day, from, until) => `Moved to ${day}, ${from}–${until}`, let: 'Let go, nothing changed', hidden: 'hidden by a higher level',
    newIn: (zone) => `New entry in ${zone}`, newAt: (zone, day, from, until) => `New entry, ${zone}, ${day}, ${from}–${until}. Arrows move it, Shift with arrows moves its end, Enter fills it in.`,
    campaigns: 'Campaigns', everyCampaign: 'All campaigns',
    select: 'Select', selectAll: 'Select all that are not live', setLive: (n) => `Set ${n} live`, setLiveTitle: (n) => `Set ${n} live`, copy: ' (draft)',
    see: 'See the screen at this moment', slotOf: (day, from, until) => `The one on ${day}, ${from}–${until}`, cut: 'Remove this one…', review: 'See what changes',
    rule: { every: 'Every', unit: { daily: (n) => (n === 1 ? 'day' : 'days'), weekly: (n) => (n === 1 ? 'week' : 'weeks'), monthly: (n) => (n === 1 ? 'month' : 'months') }, which: 'On which days', nth: 'Which one', nths: { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', '-1': 'last' }, ends: 'Ends', end: { never: 'never', until: 'on a day', count: 'after so many times' }, lastDay: 'Last day', times: 'Times', means: 'This means', next: 'The next five', none: 'No day fits' },
    presets: presetWords.en, talks: talkWords.en,
  },
}
