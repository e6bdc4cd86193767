import type { UiLanguage } from '../strings/index.ts'

type Words = { title: string; right: string; wrong: string; own: (days: number, right: number) => string; only: string; scan: string; scanDo: string; tomorrow: string; chosen: string }

export const words: Record<UiLanguage, Words> = {
  'zh-CN': {
    title: '今日一问', right: '答对了', wrong: '差一点', own: (days, right) => `本月学了 ${days} 天，答对 ${right} 题`, only: '只有您自己能看到这份记录。',
    scan: '请扫员工提示墙上的二维码', scanDo: '每分钟换一个新码。用手机相机扫一扫，登录后作答。', tomorrow: '明天还有一题。', chosen: '您选的',
  },
  en: {
    title: 'Question of the day', right: 'That is right', wrong: 'Not quite', own: (days, right) => `${days} ${days === 1 ? 'day' : 'days'} this month, ${right} right`, only: 'Only you see this record.',
    scan: 'Scan the code on a staff wall', scanDo: 'It changes each minute. Use your phone\'s camera, sign in, and answer.', tomorrow: 'Another one comes tomorrow.', chosen: 'your choice',
  },
}
