import type { UiLanguage } from '../strings/index.ts'

export type PresetWords = {
  title: string; lead: string; applied: string; none: string; known: string; empty: string; emptyHelp: string; revert: string; reverting: string; done: (name: string) => string; reverted: (name: string) => string; count: (n: number) => string
  by: (name: string, when: string) => string; days: (from: string, until: string | null) => string; choose: string; zones: string; suggested: string; fromDay: string; untilDay: string; untilHelp: string; need: string; review: string; band: (name: string) => string; screens: (n: number) => string
}
export type TalkWords = {
  title: string; lead: string; coming: string; past: string; empty: string; emptyHelp: string; add: string; edit: string; name: string; place: string; day: string; from: string; until: string; neighbours: string; neighboursHelp: string; need: string; save: string
  saved: (name: string) => string; removed: (name: string) => string; remove: string; silent: (n: number) => string; silentNone: string; silentZones: string; here: string; beside: string; band: (name: string) => string; quiet: (name: string) => string; by: (name: string) => string
}

export const presetWords: Record<UiLanguage, PresetWords> = {
  'zh-CN': {
    title: '区域预设', lead: '一组排期，一次套用到几个区域，一次撤回。套用前先看会变什么。', applied: '正在套用', none: '现在没有套用任何预设。', known: '可用的预设', empty: '还没有预设。', emptyHelp: '预设随内容库提供，请管理员导入。', revert: '撤回', reverting: '正在撤回…', done: (name) => `预设“${name}”已套用。`, reverted: (name) => `预设“${name}”已撤回，原来的排期恢复。`, count: (n) => `${n} 条排期`,
    by: (name, when) => `${name}，${when}`, days: (from, until) => (until === null ? `${from} 起，直到撤回` : from === until ? from : `${from} 至 ${until}`), choose: '套用…', zones: '区域', suggested: '选中适合的区域', fromDay: '首日', untilDay: '末日', untilHelp: '留空则直到撤回', need: '请选区域和首日。', review: '查看变化', band: (name) => `预设 ${name}`, screens: (n) => `${n} 块屏幕`,
  },
  en: {
    title: 'Zone presets', lead: 'A set of entries, put on some zones in one action and taken back in one. What changes is shown first.', applied: 'Applied now', none: 'No preset is applied.', known: 'Presets', empty: 'There are no presets.', emptyHelp: 'They come with the content library; ask an administrator to import it.', revert: 'Revert', reverting: 'Reverting…', done: (name) => `The preset “${name}” is applied.`, reverted: (name) => `The preset “${name}” is reverted; what was scheduled before is back.`, count: (n) => (n === 1 ? '1 entry' : `${n} entries`),
    by: (name, when) => `by ${name}, ${when}`, days: (from, until) => (until === null ? `from ${from} until reverted` : from === until ? from : `${from} to ${until}`), choose: 'Apply…', zones: 'Zones', suggested: 'Choose the zones it is made for', fromDay: 'First day', untilDay: 'Last day', untilHelp: 'Empty: until it is reverted', need: 'At least one zone and a first day, please.', review: 'See what changes', band: (name) => `Preset ${name}`, screens: (n) => (n === 1 ? '1 screen' : `${n} screens`),
  },
}

export const talkWords: Record<UiLanguage, TalkWords> = {
  'zh-CN': {
    title: '宣讲', lead: '有人在这里讲话时，附近的屏幕静音，画面照常。', coming: '将要举行', past: '已结束', empty: '没有安排宣讲。', emptyHelp: '安排第一场：填写题目、地点和时间。', add: '安排宣讲', edit: '修改宣讲', name: '题目', place: '地点', day: '日期', from: '开始', until: '结束', neighbours: '相邻区域也静音', neighboursHelp: '声音传得到的隔壁区域。', need: '请填写题目、地点和时间（结束晚于开始）。', save: '保存',
    saved: (name) => `宣讲“${name}”已安排。`, removed: (name) => `宣讲“${name}”已取消。`, remove: '取消宣讲', silent: (n) => `${n} 块屏幕静音`, silentNone: '那里没有屏幕。', silentZones: '静音区域', here: '地点', beside: '相邻', band: (name) => `宣讲 ${name}`, quiet: (name) => `静音：${name}`, by: (name) => `${name} 安排`,
  },
  en: {
    title: 'Talks', lead: 'While somebody speaks, screens nearby fall silent; their pictures go on.', coming: 'To come', past: 'Over', empty: 'No talk is planned.', emptyHelp: 'Plan the first: a title, a place and a time.', add: 'Plan a talk', edit: 'Change the talk', name: 'Title', place: 'Place', day: 'Day', from: 'From', until: 'Until', neighbours: 'Silence the zones next door, too', neighboursHelp: 'Where the screens there can be heard.', need: 'A title, a place and times (the end after the start), please.', save: 'Save',
    saved: (name) => `The talk “${name}” is planned.`, removed: (name) => `The talk “${name}” is called off.`, remove: 'Call off', silent: (n) => (n === 1 ? '1 screen falls silent' : `${n} screens fall silent`), silentNone: 'There is no screen.', silentZones: 'Silent zones', here: 'here', beside: 'next door', band: (name) => `Talk ${name}`, quiet: (name) => `Silent: ${name}`, by: (name) => `planned by ${name}`,
  },
}
