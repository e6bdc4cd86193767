/**
 * The terminal in 3-D: floors, rooms, zones, screens, robots, alerts. Plain three.js, without a framework. Draws a frame when
 * something has changed (`invalidate`) and not otherwise; a whole terminal takes four draw calls.
 */
import { Color, OrthographicCamera, Scene } from 'three'
import { MapControls } from 'three/addons/controls/MapControls.js'
import { roomFor } from '../plan.ts'
import { createLabels } from './labels.ts'
import { ALERTING_LARGER, createMarks } from './marks.ts'
import { setOut, step } from './motion.ts'
import type { Ways } from './motion.ts'
import { boxesOf, floorsOf, namesOf } from './names.ts'
import { readPalette } from './palette.ts'
import type { Palette } from './palette.ts'
import { nearest, nextSpot, zoneAt } from './pick.ts'
import type { Direction, Spot } from './pick.ts'
import { createRenderer } from './renderer.ts'
import { elevations, gapFor } from './shapes.ts'
import { createSurfaces } from './surfaces.ts'
import type { Building, MapDevice, MapZone, Picked, Point } from './types.ts'
import { axes, between, closer, fitBest, HOME, LEAST_TILT, MOST_TILT, orbit, pan, toFloor, toPage } from './view.ts'
import type { Place, View } from './view.ts'

export type MapOptions = {
  reducedMotion: boolean
  /** What lies over the picture at its top and its foot, pixels: the terminal is fitted between. */
  above: number
  below: number
  onpick(what: Picked): void
  /** The keyboard's cursor came to a screen, or left it. */
  oncursor(device: string | null): void
  /** The browser took the picture away (`lost`), or gave it back. */
  oncontext(state: 'lost' | 'restored'): void
}
export type LevelName = { ordinal: number; name: string }

const FAR = 4_000
const MARK_HEIGHT = 5
/** With more marks than this names give way to those in alert alone: there would be no clear place. */
const MANY = 200
const FLIGHT_MS = 320

/** @throws Error where the browser has no WebGL: show the plan instead. */
export function createMap(host: HTMLElement, options: MapOptions) {
  host.classList.add('terminal-map')
  const canvas = document.createElement('canvas')
  canvas.setAttribute('aria-hidden', 'true')
  host.append(canvas)
  const made = (() => {
    try {
      return createRenderer(canvas)
    } catch (error) {
      canvas.remove()
      throw error
    }
  })()
  const { renderer, ratio } = made
  const camera = new OrthographicCamera(-1, 1, 1, -1, 1, FAR)
  camera.up.set(0, 0, 1)
  const controls = new MapControls(camera, canvas)
  Object.assign(controls, { enableDamping: false, zoomToCursor: true, screenSpacePanning: false, minPolarAngle: LEAST_TILT, maxPolarAngle: MOST_TILT, zoomSpeed: 1.4 })
  const labels = createLabels(host)
  const marks = createMarks()
  const scene = new Scene()
  const surfaces = createSurfaces(scene)
  scene.add(marks.mesh)

  let palette: Palette = readPalette(host)
  let size = { width: 1, height: 1 }
  let building: Building = { levels: [], units: [], fixtures: [], openings: [] }
  let heights = new Map<number, number>()
  let levelNames: readonly LevelName[] = []
  let zones: readonly MapZone[] = []
  let zoneKey = ''
  let anchors = new Map<string, Point>()
  let devices: (MapDevice & { place: Place; shown: boolean })[] = []
  let deviceKey = ''
  const ways: Ways = new Map()
  const standing = new Map<string, Place>()
  let level: number | null = null
  let selected: string | null = null
  let cursor: string | null = null
  let view: View = { target: [0, 0, 0], ...HOME, zoom: 1 }
  let home: View = view
  let flight: { from: View; to: View; startMs: number } | null = null
  let queued = 0
  /** The picture itself has changed, not only the words and the ring over it. */
  let stale = true
  let frames = 0
  let scriptMs = 0
  let lost = false
  let disposed = false

  /** Asks for one frame. */
  function invalidate(): void {
    stale = true
    ask()
  }
  /** Asks for the words over the picture alone. */
  function ask(): void {
    if (queued === 0 && !disposed && !lost) queued = requestAnimationFrame(draw)
  }

  function apply(next: View): void {
    view = next
    const { back } = axes(view)
    const [x, y, z] = view.target
    camera.position.set(x + back[0] * (FAR / 2), y + back[1] * (FAR / 2), z + back[2] * (FAR / 2))
    controls.target.set(x, y, z)
    camera.zoom = view.zoom
    camera.updateProjectionMatrix()
    controls.update()
  }
  function fly(to: View): void {
    if (options.reducedMotion) apply(to)
    else flight = { from: view, to, startMs: performance.now() }
    invalidate()
  }
  controls.addEventListener('change', () => {
    const { x, y, z } = controls.target
    view = { target: [x, y, z], azimuth: controls.getAzimuthalAngle(), polar: controls.getPolarAngle(), zoom: camera.zoom }
    invalidate()
  })
  controls.addEventListener('start', () => { flight = null })

  function paintBuilding(): void {
    surfaces.paintBuilding(palette)
    renderer.setClearColor(new Color().setRGB(...(palette.ground as [number, number, number]), 'srgb-linear'), 1)
  }
  function showLevel(): void {
    surfaces.setLevel(level)
    for (const device of devices) device.shown = isShown(device.ordinal)
    marks.put(devices)
  }
  const isShown = (ordinal: number): boolean => level === null || level === ordinal
  const heightOf = (ordinal: number): number => heights.get(ordinal) ?? 0

  function corners(): Place[] {
    const some = building.levels.filter(({ ordinal }) => isShown(ordinal)).flatMap(({ ordinal, rings }) => (rings[0] ?? []).map(([x, y]): Place => [x, y, heightOf(ordinal)]))
    return some.length > 0 ? some : zones.filter(({ ordinal }) => isShown(ordinal)).flatMap(({ ordinal, outline }) => outline.map(([x, y]): Place => [x, y, heightOf(ordinal)]))
  }
  function goHome(): void {
    home = fitBest(corners(), { ...size, above: options.above, below: options.below })
    controls.minZoom = home.zoom * 0.6
    controls.maxZoom = 24
  }

  function setBuilding(next: Building, names: readonly LevelName[]): void {
    building = next
    levelNames = names
    heights = elevations(building, gapFor(building))
    surfaces.setBuilding(building, heights)
    paintBuilding()
    zoneKey = ''
    goHome()
    apply(home)
    invalidate()
  }

  function setZones(next: readonly MapZone[]): void {
    const key = JSON.stringify(next)
    if (key === zoneKey) return
    const sameShapes = zoneKey !== '' && next.length === zones.length && next.every((zone, i) => zone.id === zones[i]?.id)
    zoneKey = key
    zones = next
    if (!sameShapes) {
      surfaces.setZones(zones, heights)
      anchors = new Map(zones.map(({ id, outline }) => { const room = roomFor(outline); return [id, [room.x + room.width / 2, -(room.y + room.height / 2)]] }))
    }
    surfaces.paintZones(zones, palette)
    invalidate()
  }

  function setDevices(next: readonly MapDevice[]): void {
    const key = JSON.stringify(next)
    if (key === deviceKey) return
    deviceKey = key
    const now = performance.now()
    // Alerts lie on top of what is well, and so does what is not.
    const weight = ({ alerting, state }: MapDevice) => (alerting ? 2 : 0) + (state === 'online' ? 0 : 1)
    devices = next.toSorted((a, b) => weight(a) - weight(b)).map((device) => {
      const to: Place = [device.at[0], device.at[1], heightOf(device.ordinal) + MARK_HEIGHT]
      const from = standing.get(device.id)
      const walks = device.role === 'robot' && from !== undefined && !options.reducedMotion && setOut(ways, device.id, from, to, now)
      if (!walks) ways.delete(device.id)
      const place = walks && from ? from : to
      standing.set(device.id, place)
      return { ...device, place, shown: isShown(device.ordinal) }
    })
    const here = new Set(next.map(({ id }) => id))
    for (const id of standing.keys()) if (!here.has(id)) standing.delete(id)
    marks.sizes(size.width, size.height, markPixels())
    marks.put(devices)
    invalidate()
  }
  const markPixels = (): number => (devices.length > 400 ? 15 : devices.length > 120 ? 18 : 24)

  function walk(now: number): void {
    if (ways.size === 0) return
    const order = new Map(devices.map(({ id }, i) => [id, i]))
    for (const [id, place] of step(ways, now)) {
      const index = order.get(id)
      const device = index === undefined ? undefined : devices[index]
      if (index === undefined || !device) continue
      device.place = place
      standing.set(id, place)
      marks.move(index, place)
    }
  }

  function spots(): Spot[] {
    return devices.filter(({ shown }) => shown).map(({ id, place }) => { const [x, y] = toPage(place, view, size); return { id, x, y } })
  }
  function writeLabels(): void {
    const pageOf = ([x, y]: Point, ordinal: number) => toPage([x, y, heightOf(ordinal)], view, size)
    const shownAt = <T extends { ordinal: number }>(some: readonly T[]) => some.filter(({ ordinal }) => isShown(ordinal))
    const floors = floorsOf({ levels: shownAt(building.levels) }, pageOf)
    const names = namesOf({ zones: shownAt(zones), anchors, floors, levels: shownAt(levelNames), pageOf })
    const pixels = markPixels()
    const seen = devices.filter(({ shown, alerting }) => shown && (alerting || devices.length <= MANY))
      .map(({ place, role, alerting, ordinal }) => ({ role, alerting, ordinal, at: toPage(place, view, size), cell: pixels * (alerting ? ALERTING_LARGER : 1) }))
    const chosen = devices.find(({ id, shown }) => shown && id === (cursor ?? selected))
    const at = chosen ? toPage(chosen.place, view, size) : null
    labels.put(names, boxesOf(seen, floors), chosen && at ? { x: at[0], y: at[1], text: chosen.label, cursor: cursor !== null } : null, { ...size, above: options.above, below: options.below })
  }

  function draw(): void {
    queued = 0
    if (lost || disposed) return
    const begun = performance.now()
    if (flight) {
      const share = Math.min(1, (begun - flight.startMs) / FLIGHT_MS)
      const { from, to } = flight
      if (share >= 1) flight = null
      const keep = flight
      apply(between(from, to, share))
      flight = keep
    }
    walk(begun)
    writeLabels()
    if (stale) {
      stale = false
      renderer.render(scene, camera)
      frames += 1
    }
    scriptMs = performance.now() - begun
    if (flight || ways.size > 0) invalidate()
  }

  function resize(): void {
    const { clientWidth: width, clientHeight: height } = host
    if (width === 0 || height === 0 || (width === size.width && height === size.height)) return
    const isNear = (a: number, b = 0) => Math.abs(a - b) < 0.01
    const wasHome = size.width === 1 || (isNear(view.zoom, home.zoom) && isNear(view.azimuth, home.azimuth) && isNear(view.polar, home.polar) && view.target.every((x, i) => isNear(x, home.target[i])))
    size = { width, height }
    renderer.setPixelRatio(ratio)
    renderer.setSize(width, height, false)
    Object.assign(camera, { left: -width / 2, right: width / 2, top: height / 2, bottom: -height / 2 })
    marks.sizes(width, height, markPixels())
    goHome()
    apply(wasHome ? home : view)
    invalidate()
  }
  const observer = new ResizeObserver(resize)
  observer.observe(host)

  // --- the pointer: a press that does not drag picks ---
  let pressed: { x: number; y: number } | null = null
  const place = (event: PointerEvent): [number, number] => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top] }
  function under(at: [number, number], reach: number): Picked | null {
    const mark = nearest(spots(), at, reach)
    if (mark) return { kind: 'device', id: mark.id }
    for (const [ordinal, z] of [...heights].sort(([a], [b]) => b - a)) {
      if (!isShown(ordinal)) continue
      const zone = zoneAt(zones, ordinal, toFloor(at, z, view, size))
      if (zone) return { kind: 'zone', id: zone.id }
    }
    return null
  }
  const onDown = (event: PointerEvent) => { const [x, y] = place(event); pressed = event.isPrimary ? { x, y } : null }
  const onUp = (event: PointerEvent) => {
    const at = place(event)
    if (pressed && event.button === 0 && Math.hypot(at[0] - pressed.x, at[1] - pressed.y) < 5) {
      const found = under(at, event.pointerType === 'touch' ? 26 : 16)
      if (found) options.onpick(found)
    }
    pressed = null
  }
  const onMove = (event: PointerEvent) => { if (event.buttons === 0) canvas.classList.toggle('over', nearest(spots(), place(event), 16) !== null) }
  canvas.addEventListener('pointerdown', onDown)
  canvas.addEventListener('pointerup', onUp)
  canvas.addEventListener('pointermove', onMove)

  const onLost = (event: Event) => { event.preventDefault(); lost = true; options.oncontext('lost') }
  const onRestored = () => { lost = false; options.oncontext('restored'); refresh() }
  canvas.addEventListener('webglcontextlost', onLost)
  canvas.addEventListener('webglcontextrestored', onRestored)

  /** Reads the colours anew: the theme has changed. */
  function refresh(): void {
    palette = readPalette(host)
    paintBuilding()
    surfaces.paintZones(zones, palette)
    marks.paint(palette)
    invalidate()
  }
  function moveCursor(to: string | null): void {
    if (to === cursor) return
    cursor = to
    options.oncursor(to)
    ask()
  }
  marks.paint(palette)
  void document.fonts.ready.then(() => { labels.remeasure(); invalidate() })
  resize()

  return {
    setBuilding, setZones, setDevices, refresh, invalidate,
    /** One level, or null for all of them one above the other. */
    setLevel(next: number | null): void {
      if (next === level) return
      level = next
      if (cursor !== null && !isShown(devices.find(({ id }) => id === cursor)?.ordinal ?? NaN)) moveCursor(null)
      showLevel()
      goHome()
      fly(home)
    },
    select(id: string | null): void {
      if (id === selected) return
      selected = id
      ask()
    },
    /** The keyboard's cursor, from screen to screen; null takes it away. */
    step(direction: Direction): void {
      const next = nextSpot(spots(), cursor ?? selected, direction)
      if (!next) return
      moveCursor(next.id)
      const margin = 40
      const isOut = next.x < margin || next.y < margin || next.x > size.width - margin || next.y > size.height - margin
      if (isOut) fly(pan(view, size.width / 2 - next.x, size.height / 2 - next.y))
    },
    get cursor() { return cursor },
    leave: () => moveCursor(null),
    orbit: (turn: number, tilt: number) => fly(orbit(flight?.to ?? view, turn, tilt)),
    pan: (dx: number, dy: number) => fly(pan(flight?.to ?? view, dx, dy)),
    zoom: (times: number) => fly(closer(flight?.to ?? view, times, controls.minZoom)),
    reset: () => fly(home),
    /** For tests and measurements: what the last frame cost, and what is red. */
    inspect: () => ({
      frames, scriptMs, pending: queued !== 0, calls: renderer.info.render.calls, triangles: renderer.info.render.triangles, software: made.software, view, level, selected, cursor,
      devices: devices.filter(({ shown }) => shown).length, walking: ways.size,
      red: { zones: zones.filter(({ alerting }) => alerting).map(({ id }) => id), devices: devices.filter(({ alerting }) => alerting).map(({ id }) => id) },
      at: (id: string) => { const spot = spots().find((one) => one.id === id); return spot ? { x: spot.x, y: spot.y } : null },
    }),
    /** Takes the picture away as a browser does that has run out of memory; for tests. */
    lose: () => renderer.forceContextLoss(),
    dispose(): void {
      disposed = true
      if (queued !== 0) cancelAnimationFrame(queued)
      observer.disconnect()
      controls.dispose()
      surfaces.dispose()
      marks.dispose()
      labels.dispose()
      renderer.dispose()
      canvas.remove()
      host.classList.remove('terminal-map')
    },
  }
}
export type TerminalMap = ReturnType<typeof createMap>
