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
  'check/class-seconds': ({ needed, seconds }) => `各幕合计 ${needed} 秒，与显示时长 ${seconds} 秒不符。请改成 ${needed} 秒。`,
  'check/class-long': ({ seconds, most }) => `长 ${seconds} 秒；小课堂至多 ${most} 秒。请删减。`,
  'check/few-genuine': ({ genuine, quizzes }) => `${quizzes} 个里只有 ${genuine} 个是真的；不足五分之一会让人什么都怀疑。`,
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
  'check/board-ends': () => '棋盘要从唯一的起点走到唯一的终点。',
  'check/board-flight': () => '飞行要落在更前面的安全格上。',
  'check/board-size': ({ squares, needed }) => `棋盘有 ${squares} 格，应为 ${needed} 格。`,
  'check/board-no-contact': () => '棋盘上没有一格会有人来联系。',
  'check/board-twice': ({ id }) => `有两个联系都叫“${id}”。`,
  'check/board-words-long': ({ length, most }) => `有 ${length} 个字，只放得下 ${most} 个。请缩短。`,
  'check/board-few': ({ prompts, least }) => `只有 ${prompts} 个联系，一局可能要 ${least} 个。`,
  'check/sim-twice': ({ id }) => `有两处都叫“${id}”。`,
  'check/sim-unknown': ({ id }) => `没有名为“${id}”的步骤或结局。`,
  'check/sim-unreachable': ({ id }) => `没有哪条路走得到“${id}”。`,
  'check/sim-dead-end': ({ id }) => `走到“${id}”就没有下一步了。`,
  'check/sim-choices': ({ id }) => `“${id}”的选项太少或太多，要两到三个。`,
  'check/sim-cycle': ({ id }) => `会一直绕回“${id}”，走不完。`,
  'check/sim-no-way-back': ({ id }) => `从“${id}”起就回不了头。钱没出去之前，总该还能停下来。`,
  'check/sim-no-sign': ({ id }) => `有一条路走到“${id}”，途中一个破绽也没有。`,
  'check/sim-no-safe': () => '没有哪条路通向安全的结局。',
  'check/sim-no-stakes': () => '怎么选都平安无事，学不到东西。',
  'check/sim-too-long': ({ needed }) => `最长的一条路要读 ${needed} 秒，太长了。`,
  'check/sim-words-long': ({ length, most }) => `有 ${length} 个字，只放得下 ${most} 个。请缩短。`,
  'check/sim-silent': ({ id }) => `走到“${id}”时没有人说话。`,
  'check/sim-no-label': () => '画面里有脸，须用两种语言标明是 AI 生成。',
  'check/sim-no-action': () => '结尾要有一个该做的动作。',
  'check/sim-no-signs': () => '请写出是哪几步露出了破绽。',
  'check/answer-long': ({ length, most, language }) => `${language === 'en' ? '英文' : '中文'}有 ${length} 个字符，站着只读得完 ${most} 个。请缩短。`,
  'check/answer-all-numbers': () => '每句话都带号码：号码一过期，就可能没话可答。',
  'check/asked-few': ({ least, language }) => `旅客各有各的问法：请再写至少 ${least} 种${language === 'en' ? '英文' : '中文'}问法。`,
  'check/phone-written': ({ number }) => `“${number}”直接写成了数字。请写 {tel:编号}，过期时才会自动撤下。`,
  'check/phone-unused': ({ phone }) => `勾选了号码 {tel:${phone}}，但没有一句用到。`,
  'check/guide-version': () => '版本号只用字母、数字、点和短横，至多 12 个。',
  'check/guide-same-version': ({ version }) => `第 ${version} 版已经发出，文字却不同：屏上和纸上会对不上。请换版本号。`,
  'check/guide-long': ({ length, most }) => `有 ${length} 节，至多 ${most} 节。`,
  'check/guide-points': ({ length, most }) => `一节有 1 至 ${most} 条，这里有 ${length} 条。`,
  'check/guide-words': ({ length, most, language }) => `${language === 'en' ? '英文' : '中文'}有 ${length} 个字符，至多 ${most} 个。`,
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
