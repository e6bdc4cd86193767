import { pinyin } from 'pinyin-pro'
import type { Answer, KitAnswer } from '../../protocol/answer.ts'

/** The answer with how its Chinese questions sound, so that they are found by letters alone. The table for it stays here: screens need not carry it. */
export function withSounds(answer: Answer): KitAnswer {
  const chinese = [answer.question['zh-CN'], ...answer.asked].map((words) => words.replace(/\{tel:[^}]*\}/g, '')).filter((words) => /\p{Script=Han}/u.test(words))
  return { ...answer, sounds: chinese.map((words) => pinyin(words, { toneType: 'none', type: 'array', nonZh: 'removed', v: true }).join(' ')) }
}
