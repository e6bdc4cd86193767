import { LEAST_COUNTED } from '../../protocol/api-engagement.ts'
import type { UiLanguage } from '../strings/index.ts'

type Words = {
  state: string; open: string; closed: string; openNow: string; closedNow: string; openDo: string; closeDo: string; openHelp: string; closedHelp: string; note: string; noteHelp: string; keep: string
  since: (time: string, user: string) => string; never: string; told: (count: number) => string
  redeem: string; redeemLead: string; words: string; wordsHelp: string; check: string; busy: string; candidates: string
  good: string; goodLine: (place: string) => string; again: string; today: (count: number | null) => string; may: string
  one: string; stamps: string; stampOpen: string; set: string; setLacks: (count: number) => string
}

export const words: Record<UiLanguage, Words> = {
  'zh-CN': {
    state: '咨询台', open: '有人', closed: '无人', openNow: '现在有人值守', closedNow: '现在无人值守', openDo: '开台', closeDo: '收台', openHelp: '打卡点显示“反诈咨询台现在有人”。', closedHelp: '打卡点请旅客急事拨打 110。', note: '给同事的备注（屏幕上不显示）', noteHelp: '如：李警官，至 22:00', keep: '保存备注',
    since: (time, user) => `${time} 起，${user}`, never: '尚未设置，打卡点不显示咨询台状态。', told: (count) => `${count} 个打卡点会在一秒内显示。`,
    redeem: '兑换打卡口令', redeemLead: '旅客在打卡点做完练习后得到四个词。每个口令只在当天有效一次，不含任何个人信息。', words: '四个词', wordsHelp: '中文、英文均可，按顺序输入；可直接连写。', check: '兑换', busy: '正在兑换…', candidates: '候选词',
    good: '有效', goodLine: (place) => `今天在“${place}”完成练习。口令已用完。`, again: '下一位', one: '这位旅客还有口令', stamps: '这位旅客的印章', stampOpen: '还空着', set: '凑成一套了', setLacks: (count) => `再有 ${count} 个打卡点的口令就凑成一套`, today: (count) => (count === null ? `今天已兑换不到 ${LEAST_COUNTED} 个` : `今天已兑换 ${count} 个`), may: '您的账号只能查看；开台、兑换需要值班权限。',
  },
  en: {
    state: 'The desk', open: 'Staffed', closed: 'Not staffed', openNow: 'Staffed now', closedNow: 'Not staffed now', openDo: 'Open the desk', closeDo: 'Close the desk', openHelp: 'Check-in points say that the desk is staffed.', closedHelp: 'Check-in points say to call 110 where it is urgent.', note: 'Note for colleagues, on no screen', noteHelp: 'e.g. Officer Li, until 22:00', keep: 'Keep note',
    since: (time, user) => `since ${time}, by ${user}`, never: 'Not set yet: check-in points say nothing of the desk.', told: (count) => `${count} check-in points show it within a second.`,
    redeem: 'Redeem a word code', redeemLead: 'A passenger who finishes an exercise gets four words. Each code counts once, on its day, and holds nothing personal.', words: 'Four words', wordsHelp: 'Chinese or English, in their order; Chinese needs no spaces.', check: 'Redeem', busy: 'Redeeming…', candidates: 'Words that begin so',
    good: 'Valid', goodLine: (place) => `An exercise was finished today at “${place}”. The code is used up.`, again: 'Next passenger', one: 'This passenger has another', stamps: 'This passenger\'s stamps', stampOpen: 'not yet', set: 'That is a set', setLacks: (count) => `${count} more ${count === 1 ? 'point makes' : 'points make'} a set`, today: (count) => (count === null ? `fewer than ${LEAST_COUNTED} redeemed today` : `${count} redeemed today`), may: 'Your account may only look: opening and redeeming need the duty officer\'s rights.',
  },
}
