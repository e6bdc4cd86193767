/** One picture of all marks: a screen's role is its shape, its state the filling, an alert the red and a ring around it. */
import { roles } from '../../protocol/words.ts'
import type { Role } from '../../protocol/words.ts'
import type { Palette } from './palette.ts'
import { deviceStates } from './types.ts'
import type { DeviceState } from './types.ts'

const CELL = 64
export const COLUMNS = 8
export const ROWS = 4

/** Where a mark is in the picture: its column and row. Rows are roles; columns are states, first those without an alert. */
export function cellOf(role: Role, state: DeviceState, alerting: boolean): { column: number; row: number } {
  return { column: deviceStates.indexOf(state) + (alerting ? deviceStates.length : 0), row: roles.indexOf(role) }
}

const RADIUS = 17
const RING = 28
const STROKE = 12
/** Half of each shape's width and height, in radii. */
const reach: Record<Role, readonly [number, number]> = { screen: [1.2, 0.72], kiosk: [0.68, 1.12], robot: [1.12, 1.12], staff_wall: [0.86, 0.86] }

/** How much of its cell a mark fills: width and height, 0 to 1. */
export function extentOf(role: Role, alerting: boolean): { width: number; height: number } {
  const [w, h] = reach[role]
  const [width, height] = alerting ? [2 * RING + 5, 2 * RING + 5] : [2 * w * RADIUS + STROKE, 2 * h * RADIUS + STROKE]
  return { width: width / CELL, height: height / CELL }
}

function outline(pen: CanvasRenderingContext2D, role: Role, r: number): void {
  pen.beginPath()
  const [w, h] = [reach[role][0] * r, reach[role][1] * r]
  if (role === 'robot') {
    pen.moveTo(0, -h)
    pen.lineTo(w, 0)
    pen.lineTo(0, h)
    pen.lineTo(-w, 0)
    pen.closePath()
    return
  }
  pen.roundRect(-w, -h, 2 * w, 2 * h, 3)
}

export function drawAtlas(canvas: HTMLCanvasElement, { css }: Pick<Palette, 'css'>): void {
  canvas.width = CELL * COLUMNS
  canvas.height = CELL * ROWS
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.clearRect(0, 0, canvas.width, canvas.height)
  const paper = css('--c-surface')
  for (const role of roles) for (const state of deviceStates) for (const alerting of [false, true]) {
    const { column, row } = cellOf(role, state, alerting)
    const colour = css(alerting ? '--c-alert' : state === 'never' ? '--state-offline' : `--state-${state}`)
    const r = RADIUS
    pen.save()
    pen.translate((column + 0.5) * CELL, (row + 0.5) * CELL)
    if (alerting) {
      pen.beginPath()
      pen.arc(0, 0, RING, 0, Math.PI * 2)
      pen.fillStyle = paper
      pen.fill()
      pen.lineWidth = 5
      pen.strokeStyle = colour
      pen.stroke()
    }
    outline(pen, role, r)
    pen.lineWidth = STROKE
    pen.strokeStyle = paper
    pen.stroke()
    pen.fillStyle = state === 'online' ? colour : paper
    pen.fill()
    pen.lineWidth = 5.5
    pen.strokeStyle = colour
    if (state === 'never') pen.setLineDash([6, 5])
    pen.stroke()
    pen.setLineDash([])
    if (state === 'stale') {
      pen.save()
      outline(pen, role, r)
      pen.clip()
      pen.fillStyle = colour
      pen.fillRect(0, -CELL / 2, CELL / 2, CELL)
      pen.restore()
    }
    if (state === 'offline') {
      pen.beginPath()
      pen.moveTo(-7, -7)
      pen.lineTo(7, 7)
      pen.moveTo(7, -7)
      pen.lineTo(-7, 7)
      pen.lineWidth = 5
      pen.lineCap = 'round'
      pen.stroke()
    }
    pen.restore()
  }
}
