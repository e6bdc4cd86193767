import type { ReportKey } from '../../protocol/api-engagement.ts'
import type { UiLanguage } from '../strings/index.ts'

type View = ReportKey | 'asked' | 'plays'
type Words = {
  view: string; views: Record<View, string>; key: Record<ReportKey, string>; exportCsv: string
  headline: { sessions: string; finished: string; discernment: string; discernmentHelp: string; before: string; after: string; none: string; noneHelp: string }
  funnel: { title: string; started: string; answered: string; finished: string; ended: string; left: string; timedOut: string; english: string; elder: string; few: string }
  table: { sessions: string; finished: string; answers: string; caught: string; rejected: string; discernment: string; gain: string; total: string; other: string; left: string; hour: (hour: string) => string }
  question: { kind: string; scam: string; genuine: string; right: string }
  asked: { vain: string; vainLead: string; word: string; times: string; answers: string; answer: string; notMeant: string; none: string; noneHelp: string; write: string }
  kpi: { title: string; lead: string; add: string; edit: string; name: string; value: string; unit: string; fromDay: string; untilDay: string; area: string; source: string; sourceHelp: string; note: string; by: (user: string, day: string) => string; empty: string; emptyHelp: string; saved: string; removed: string; needs: string }
}

export const words: Record<UiLanguage, Words> = {
  'zh-CN': {
    view: '分组', views: { zone: '按区域', hour: '按时刻', campaign: '按主题', question: '按题目', asked: '问小安', plays: '屏幕播放' }, key: { zone: '区域', hour: '时刻', campaign: '主题', question: '题目' }, exportCsv: '导出 CSV',
    headline: {
      sessions: '使用次数', finished: '完成', discernment: '辨识力', discernmentHelp: '识破骗局的比例，减去误拒真实联系的比例。处处怀疑与处处轻信都得零分。',
      before: '讲解前', after: '讲解后', none: '数据不足', noneHelp: '骗局题与真实题，答对与答错各满十次后显示。',
    },
    funnel: { title: '使用过程', started: '开始使用', answered: '作答', finished: '做完', ended: '未做完的', left: '自行离开', timedOut: '走开超时', english: '使用英文', elder: '长者模式', few: '少于 10' },
    table: { sessions: '使用', finished: '完成', answers: '作答', caught: '识破骗局', rejected: '误拒真实', discernment: '辨识力　○ 讲解前　● 讲解后', gain: '变化', total: '合计', other: '其他', left: '少于十次的数据不显示；能由其他数字推算出来的也不显示，比例亦然。', hour: (hour) => `${hour}:00–${hour}:59` },
    question: { kind: '类型', scam: '骗局', genuine: '真实', right: '答对　○ 讲解前　● 讲解后' },
    asked: { vain: '没答上来的', vainLead: '只记我们词表里的词，不留旅客打的字。问得多的，请补上答案。', word: '提到', times: '次数', answers: '最常看的答案', answer: '答案', notMeant: '不是想问的', none: '还没有人问。', noneHelp: '旅客在打卡点点“问小安”后，这里会有数。', write: '写答案' },
    kpi: {
      title: '外部通报的数字', lead: '由人工录入，仅供对照，不代表本系统的效果。', add: '录入', edit: '修改', name: '名称', value: '数值', unit: '单位', fromDay: '起始日', untilDay: '截止日', area: '范围', source: '来源', sourceHelp: '谁发布、在哪里可以查到。', note: '备注',
      by: (user, day) => `${user} 录入于 ${day}`, empty: '尚未录入。', emptyHelp: '可录入公安通报的立案数等，须写明来源。', saved: '已保存。', removed: '已删除。', needs: '请填写名称、数值、单位、起止日、范围和来源。',
    },
  },
  en: {
    view: 'Grouped', views: { zone: 'By zone', hour: 'By hour', campaign: 'By campaign', question: 'By question', asked: 'Asked', plays: 'Screen time' }, key: { zone: 'Zone', hour: 'Hour', campaign: 'Campaign', question: 'Question' }, exportCsv: 'Export CSV',
    headline: {
      sessions: 'Sessions', finished: 'finished', discernment: 'Discernment', discernmentHelp: 'Share of scams caught less share of genuine contacts rejected. Suspecting everything scores nought, and so does trusting everything.',
      before: 'before', after: 'after', none: 'Not enough yet', noneHelp: 'Shown once at least ten got it right and ten got it wrong, for scams and for genuine contacts.',
    },
    funnel: { title: 'How sessions went on', started: 'Started', answered: 'Answered', finished: 'Finished', ended: 'Others', left: 'Left', timedOut: 'Walked away', english: 'In English', elder: 'Elder mode', few: 'under 10' },
    table: { sessions: 'Sessions', finished: 'Finished', answers: 'Answers', caught: 'Scams caught', rejected: 'Genuine rejected', discernment: 'Discernment  ○ before  ● after', gain: 'Change', total: 'Total', other: 'Others', left: 'Counts under ten are not shown, nor what would give one away; nor are shares that tell of so few.', hour: (hour) => `${hour}:00–${hour}:59` },
    question: { kind: 'Kind', scam: 'Scam', genuine: 'Genuine', right: 'Right  ○ before  ● after' },
    asked: { vain: 'Asked in vain', vainLead: 'Words of our own list only; what passengers typed is not kept. What is asked often wants an answer.', word: 'About', times: 'Times', answers: 'Most read answers', answer: 'Answer', notMeant: 'Not meant', none: 'Nobody has asked yet.', noneHelp: 'Figures come once passengers use “Ask Xiao An” at a check-in point.', write: 'Write an answer' },
    kpi: {
      title: 'Figures from outside', lead: 'Entered by hand, for comparison only: they are not the effect of this system.', add: 'Enter', edit: 'Edit', name: 'Name', value: 'Figure', unit: 'Unit', fromDay: 'First day', untilDay: 'Last day', area: 'Area', source: 'Source', sourceHelp: 'Who published it, and where it can be read.', note: 'Note',
      by: (user, day) => `entered by ${user}, ${day}`, empty: 'Nothing entered yet.', emptyHelp: 'Enter case counts reported by the police, each with its source.', saved: 'Saved.', removed: 'Removed.', needs: 'Give name, figure, unit, both days, area and source.',
    },
  },
}
