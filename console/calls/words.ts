import type { CallView } from '../../protocol/api-calls.ts'
import type { UiLanguage } from '../strings/index.ts'

type Words = {
  bar: string; reasons: Record<CallView['reason'], string>; speaks: (language: string) => string; waited: (time: string) => string; coming: (who: string, time: string) => string
  accept: string; done: string; mute: string; muted: string; more: (count: number) => string; late: (time: string) => string; times: (count: number) => string; silent: string; none: string; title: string; titleCount: (count: number) => string
  states: Record<CallView['state'], string>; lead: string
}

export const words: Record<UiLanguage, Words> = {
  'zh-CN': {
    bar: '旅客呼叫工作人员', reasons: { paid: '可能已经转账', help: '需要帮助', ask: '问题没有答案' }, speaks: (language) => (language.startsWith('zh') ? '中文' : '英文界面'),
    waited: (time) => `已等 ${time}`, coming: (who, time) => `${who} ${time} 出发`, accept: '我去', done: '已处理', mute: '静音', muted: '已静音', more: (count) => `还有 ${count} 处`,
    late: (time) => `${time} 的呼叫刚刚送达，旅客多半已离开`, times: (count) => `共按 ${count} 次`, silent: '该屏几分钟内多次呼叫，不再响铃', none: '最近十二小时没有旅客呼叫。', title: '旅客呼叫', titleCount: (count) => `${count} 处呼叫`,
    states: { waiting: '等待', accepted: '已出发', done: '已处理', withdrawn: '旅客取消' }, lead: '旅客在打卡点或机器人上呼叫时，这里和每一页的顶部都会响铃。屏幕会显示“有人正在过来”。',
  },
  en: {
    bar: 'A passenger calls', reasons: { paid: 'money may be on its way', help: 'needs help', ask: 'no answer found' }, speaks: (language) => (language.startsWith('zh') ? 'Chinese' : 'English'),
    waited: (time) => `waiting ${time}`, coming: (who, time) => `${who} left at ${time}`, accept: 'I go', done: 'Dealt with', mute: 'Mute', muted: 'Muted', more: (count) => `${count} more`,
    late: (time) => `called at ${time} and came only now: the passenger has most likely left`, times: (count) => `called ${count} times`, silent: 'this screen has called again and again: no bell', none: 'No passenger has called in the last twelve hours.', title: 'Passengers who call', titleCount: (count) => `${count} calling`,
    states: { waiting: 'waiting', accepted: 'on the way', done: 'dealt with', withdrawn: 'taken back' }, lead: 'When a passenger calls from a check-in point or a robot, it rings here and at the top of every page. The screen says that somebody is coming.',
  },
}
