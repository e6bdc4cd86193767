import type { AlertTemplate } from '../protocol/alert.ts'
import type { Answer } from '../protocol/answer.ts'
import type { Preset } from '../protocol/api-schedule.ts'
import type { Board } from '../protocol/board.ts'
import type { Campaign, Guide, Item, Phone, Playlist, RobotLine } from '../protocol/content.ts'
import type { Simulation } from '../protocol/simulation.ts'

/** All that `playlists/` holds, parsed and cross-checked. */
export type Library = {
  campaigns: Campaign[]
  items: Item[]
  playlists: Playlist[]
  alertTemplates: AlertTemplate[]
  robotLines: RobotLine[]
  guide: Guide
  courses: Guide[]
  phones: Phone[]
  presets: Preset[]
  simulations: Simulation[]
  board: Board
  answers: Answer[]
}
