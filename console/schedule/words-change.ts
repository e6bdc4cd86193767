import type { conflictKinds } from '../../protocol/api-schedule.ts'
import type { UiLanguage } from '../strings/index.ts'
import type { Scope } from './split.ts'

/** What a conflict is told with: both entries' names and levels, and the loser's share of the time in words. */
export type Told = { winner: string; loser: string; winnerLevel: string; loserLevel: string; share: string }
type Kind = (typeof conflictKinds)[number]
export type ChangeWords = {
  title: string; which: string; scopes: Record<Scope, string>; noScope: string; loading: string; again: string; screens: (n: number) => string; none: string; noneHelp: string; first: string; now: string; looked: (from: string, until: string) => string
  before: string; after: string; nothing: string; shares: string; times: (n: number) => string; moreScreens: (n: number) => string; more: (n: number) => string; zones: (n: number) => string
  conflicts: (n: number) => string; noConflict: string; noWinner: string; conflict: Record<Kind, (told: Told) => string>; inZones: (zones: string, n: number) => string
  publish: string; draft: string; back: string; discard: string; removed: (n: number) => string; published: (name: string) => string; drafted: (name: string) => string; taken: (name: string) => string; keys: string
  theirs: string; mine: string; clashTitle: string; clashHelp: string; useMine: string; useTheirs: string; clashGone: string
  undone: (said: string) => string; undoFailed: string; dated: string
}

export const changeWords: Record<UiLanguage, ChangeWords> = {
  'zh-CN': {
    title: '会变什么', which: '改哪几次', scopes: { day: '只改这一天', from: '这一天及以后', all: '全部' }, noScope: '这条规则只能一天一天地改。', loading: '正在推算…', again: '重新推算', screens: (n) => `${n} 块屏幕会变`, none: '没有屏幕会变', noneHelp: '所改内容未启用，或被更高层级盖住，或不在推算的时段内。', first: '最早', now: '立即', looked: (from, until) => `推算时段：${from} 至 ${until}`,
    before: '现在', after: '改后', nothing: '待机画面', shares: '占播出时间', times: (n) => `另有 ${n} 个相同时段`, moreScreens: (n) => `另有 ${n} 块`, more: (n) => `另有 ${n} 处变化`, zones: (n) => `${n} 个区域`,
    conflicts: (n) => `${n} 处冲突`, noConflict: '没有冲突。', noWinner: '待机画面',
    conflict: {
      outranked: ({ winner, loser, winnerLevel, loserLevel }) => `“${loser}”不播，改播“${winner}”：${winnerLevel}层级高于${loserLevel}层级。`,
      crowded: ({ winner, loser, share }) => `“${loser}”只占 ${share}，其余给“${winner}”等：它的权重相比太小。`,
      never: ({ winner, loser }) => (winner === '' ? `“${loser}”在推算时段内一次也不播。` : `“${loser}”一次也不播：每次都被“${winner}”盖住。`),
      same: ({ winner, loser }) => `“${loser}”与“${winner}”同时播同一份节目单：它的份额会加倍。`,
      gap: ({ loser }) => `没有“${loser}”，这里就没有排期，只播待机画面。`,
    },
    inZones: (zones, n) => (n === 0 ? zones : `${zones}等 ${n} 个区域`),
    publish: '发布', draft: '存为草稿', back: '返回修改', discard: '放弃', removed: (n) => `删除 ${n} 条`, published: (name) => `“${name}”已发布。`, drafted: (name) => `“${name}”已存为草稿，屏幕不变。`, taken: (name) => `“${name}”已删除。`, keys: '回车到此处，Esc 放弃',
    theirs: '别人的版本', mine: '我的版本', clashTitle: '别人刚改过这条排期', clashHelp: '对照两个版本，再决定用哪一个。', useMine: '用我的覆盖', useTheirs: '用别人的', clashGone: '别人已删除',
    undone: (said) => `已撤销：${said}`, undoFailed: '无法撤销：内容已被他人改动。', dated: '时段',
  },
  en: {
    title: 'What changes', which: 'Which occurrences', scopes: { day: 'Only this day', from: 'This and following', all: 'All' }, noScope: 'This rule can be moved one day at a time only.', loading: 'Working it out…', again: 'Work it out again', screens: (n) => (n === 1 ? '1 screen changes' : `${n} screens change`), none: 'No screen changes', noneHelp: 'What is changed is not live, or a higher level hides it, or it lies outside the time looked at.', first: 'first at', now: 'at once', looked: (from, until) => `Looked at: ${from} to ${until}`,
    before: 'Before', after: 'After', nothing: 'Standby screen', shares: 'Share of time', times: (n) => (n === 1 ? 'and at one more time' : `and at ${n} more times`), moreScreens: (n) => `${n} more`, more: (n) => (n === 1 ? '1 more change' : `${n} more changes`), zones: (n) => (n === 1 ? '1 zone' : `${n} zones`),
    conflicts: (n) => (n === 1 ? '1 conflict' : `${n} conflicts`), noConflict: 'No conflict.', noWinner: 'the standby screen',
    conflict: {
      outranked: ({ winner, loser, winnerLevel, loserLevel }) => `“${loser}” does not play; “${winner}” plays instead, for the level ${winnerLevel} is above ${loserLevel}.`,
      crowded: ({ winner, loser, share }) => `“${loser}” gets only ${share} of the time, “${winner}” and others the rest: its weight is small beside theirs.`,
      never: ({ winner, loser }) => (winner === '' ? `“${loser}” never plays in the time looked at.` : `“${loser}” never plays: “${winner}” hides it every time.`),
      same: ({ winner, loser }) => `“${loser}” and “${winner}” play the same playlist at once: it gets both shares.`,
      gap: ({ loser }) => `Without “${loser}” nothing is scheduled here: the standby screen shows.`,
    },
    inZones: (zones, n) => (n === 0 ? zones : `${zones} and others, ${n} zones`),
    publish: 'Publish', draft: 'Keep as draft', back: 'Back to the form', discard: 'Discard', removed: (n) => (n === 1 ? '1 entry is deleted' : `${n} entries are deleted`), published: (name) => `“${name}” is published.`, drafted: (name) => `“${name}” is kept as a draft; screens stay as they are.`, taken: (name) => `“${name}” is deleted.`, keys: 'Enter comes here, Escape discards',
    theirs: 'Their version', mine: 'My version', clashTitle: 'Somebody has just changed this entry', clashHelp: 'Compare both versions, then choose one.', useMine: 'Use mine instead', useTheirs: 'Use theirs', clashGone: 'They deleted it',
    undone: (said) => `Undone: ${said}`, undoFailed: 'This cannot be undone: somebody has changed it since.', dated: 'When',
  },
}
