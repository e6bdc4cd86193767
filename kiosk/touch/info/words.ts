import type { legStates, skies } from '../../../protocol/zone-info.ts'
import { phrases } from '../../strings/say.ts'

export const say = phrases({
  flights: ['航班 · {time} 更新', 'Flights · as of {time}'],
  weather: ['{place} · {time}', '{place} · {time}'],
})

export const stateWords = phrases({
  on_time: ['准点', 'On time'], boarding: ['正在登机', 'Boarding'], delayed: ['延误', 'Delayed'], cancelled: ['取消', 'Cancelled'], departed: ['已起飞', 'Departed'], landed: ['已到达', 'Landed'],
} satisfies Record<(typeof legStates)[number], readonly [string, string]>)

export const skyWords = phrases({
  clear: ['晴', 'Clear'], cloudy: ['多云', 'Cloudy'], rain: ['雨', 'Rain'], storm: ['雷雨', 'Storm'], snow: ['雪', 'Snow'], fog: ['雾', 'Fog'], wind: ['大风', 'Windy'],
} satisfies Record<(typeof skies)[number], readonly [string, string]>)
