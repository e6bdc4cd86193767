import type { Text } from '../../protocol/basics.ts'
import type { SimulationChannel } from '../../protocol/simulation.ts'

/** What a phone says of how somebody is met on it. */
export const metAs: Record<SimulationChannel, Text> = {
  chat: { 'zh-CN': '聊天', en: 'Chat' },
  phone: { 'zh-CN': '通话中', en: 'On the phone' },
  video: { 'zh-CN': '视频通话中', en: 'Video call' },
  app: { 'zh-CN': '手机屏幕', en: 'Your screen' },
}
