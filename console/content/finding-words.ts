/** What the checks found, as a sentence in the reader's language, from the code and its facts; else the controller's own sentence. */
import type { SlotFault } from '../../protocol/alert-slots.ts'
import type { Finding } from '../../protocol/api-review.ts'
import { sayMediaFinding } from '../media/words.ts'
import type { UiLanguage } from '../strings/index.ts'

type Facts = Finding['facts']
type Say = (facts: Facts) => string

const faultZh: Record<string, string> = { missing: '没有填写', long: '太长', form: '格式不对', differs: '各语言须一致' } satisfies Record<SlotFault, string>
const zh: Record<string, Say> = {
  'check/missing-language': ({ language }) => `缺少${language === 'en' ? '英文' : '中文'}。`,
  'check/invisible': () => '文字里有看不见的字符，请删去。',
  'check/markup': () => '文字里有标记代码，屏幕只显示纯文字。',
  'check/missing-glyph': ({ glyphs }) => `屏幕字体里没有：${glyphs}。请换个写法。`,
  'check/link': () => '不能请旅客打开链接，请删去网址。',
  'check/scan': () => '不能请旅客扫码。若是提醒不要扫码，请写明“不扫”。',
  'check/phone-not-named': ({ phone }) => `号码 {tel:${phone}} 没有勾选在“提到的电话”里。`,
  'check/phone-expired': ({ phone }) => `号码“${phone}”未登记或已过期，请先重新核验。`,
  'check/shape': () => '还没有填完整。',
  'check/headline-long': ({ length, most }) => `有 ${length} 个字，路人只来得及读 ${most} 个。请缩短。`,
  'check/too-short': ({ needed, seconds }) => `朗读要 ${needed} 秒，只显示 ${seconds} 秒。请删减文字或延长时间。`,
  'check/too-small': ({ device, screens, mm, needed, metres }) => `在 ${device} 等 ${screens} 块屏上，最小的字高 ${mm} 毫米；从 ${metres} 米外看需要 ${needed} 毫米。请去掉这类区域。`,
  'check/too-coarse': ({ device, screens, pixels, needed }) => `在 ${device} 等 ${screens} 块屏上，最小的字只有 ${pixels} 个像素；汉字至少要 ${needed} 个。请去掉这类区域。`,
  'check/no-answer': () => '正确答案不在选项里，请重新选择。',
  'check/unknown-campaign': ({ campaign }) => `没有“${campaign}”这套对策。`,
  'check/unknown-item': ({ item }) => `没有“${item}”这项内容，请移出。`,
  'check/item-not-live': ({ item }) => `“${item}”尚未发布，播放时会跳过。`,
  'check/item-twice': ({ item }) => `“${item}”在节目单里出现两次，请移出一个。`,
  'check/too-long': ({ minutes, most }) => `一轮长 ${minutes} 分钟，至多 ${most} 分钟。请移出一些。`,
  'check/few-genuine': ({ genuine, quizzes }) => `${quizzes} 道问答中只有 ${genuine} 道是真消息；不足五分之一会让人什么都怀疑。`,
  'check/unknown-question': ({ item }) => `没有“${item}”这道题，请另选。`,
  'check/other-scam': ({ item }) => `“${item}”讲的是另一类骗术，测不出这一课。请另选。`,
  'check/not-parallel': ({ item, other }) => `“${item}”和“${other}”不是一对：联系方式、真假和选项个数要相同。`,
  'check/yellow-takeover': () => '“提示”只能以横幅显示。',
  'check/longest': () => '最长时间比通常时间还短，请改长。',
  'check/phone-number': ({ least, most }) => `这不像电话号码：应为 ${least} 至 ${most} 位数字，国家代码前写加号，中间可用空格或短横。`,
  'check/phone-nobody': () => '没有写明谁核对过这个号码。',
  'check/phone-day': ({ day }) => `日历上没有 ${day} 这一天。`,
  'check/phone-early': () => '核对日期还没有到。',
  'check/phone-order': () => '有效期早于核对日期。',
  'check/phone-past': ({ day }) => `已于 ${day} 到期，请重新拨打核对。`,
  'check/phone-long': ({ most }) => `号码会易主：核对后超过一年（${most}）偏长。`,
  'check/line-long': ({ needed, seconds, most }) => `说完要 ${needed} 秒；机器人只有 ${seconds} 秒、${most} 个字。请缩短。`,
  'check/slot-unknown': ({ slot }) => `{${slot}} 不在填空项里。请添加，或从文字中删去。`,
  'check/slot-optional': ({ slot }) => `{${slot}} 可以不填，只能放在“事由”和“地点”里。`,
  'check/slot-twice': ({ slot }) => `填空项“${slot}”有两个，请删去一个。`,
  'check/slot-unused': ({ slot }) => `{${slot}} 没有出现在每种语言的文字里。`,
  'check/slot-example': ({ slot, fault }) => `“${slot}”的示例不合自己的规则：${faultZh[String(fault)] ?? '请修改'}。`,
}
const en: Record<string, Say> = {
  'check/missing-language': ({ language }) => `The ${language === 'en' ? 'English' : 'Chinese'} is missing.`,
  'check/phone-not-named': ({ phone }) => `{tel:${phone}} is not ticked among the telephone numbers.`,
  'check/shape': () => 'This is not filled in yet.',
  'check/phone-number': ({ least, most }) => `This does not read as a telephone number: ${least} to ${most} digits, a plus before a country code, spaces or hyphens between.`,
  'check/headline-long': ({ length, most }) => `It has ${length} characters; a passer-by takes in ${most}. Shorten it.`,
  'check/too-short': ({ needed, seconds }) => `Read aloud it takes ${needed} s, and it is shown for ${seconds} s. Cut words, or show it longer.`,
}

export function findingWords(finding: Finding, language: UiLanguage): string {
  const say = (language === 'en' ? en : zh)[finding.code]
  return say ? say(finding.facts) : sayMediaFinding(finding, language) ?? finding.message
}
