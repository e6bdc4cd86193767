/** The building under a way, in 3-D: drawn when it or the view changes, and at no other time. Plain three.js, without a framework. */
import { Color, OrthographicCamera, Scene } from 'three'
import { readNight } from '../map/night.ts'
import { createRenderer } from '../map/renderer.ts'
import { createSurfaces } from '../map/surfaces.ts'
import type { MapZone, Ring } from '../map/types.ts'
import { axes } from '../map/view.ts'
import type { Sight } from './sight.ts'

const FAR = 4_000

/** Rooms that are walked through, to be drawn in the hue. */
export type Walked = readonly { ordinal: number; outline: Ring }[]
export type RouteScene = ReturnType<typeof createRouteScene>

/** @throws Error where the browser has no WebGL: the plan stays. `onlost`: the browser took the picture away. */
export function createRouteScene(host: HTMLElement, onlost: () => void) {
  const canvas = Object.assign(document.createElement('canvas'), { ariaHidden: 'true' })
  const { renderer, ratio } = createRenderer(canvas)
  const palette = readNight(host)
  const camera = new OrthographicCamera(-1, 1, 1, -1, 1, FAR)
  camera.up.set(0, 0, 1)
  const scene = new Scene()
  const surfaces = createSurfaces(scene)
  renderer.setClearColor(new Color().setRGB(...(palette.ground as [number, number, number]), 'srgb-linear'), 1)
  canvas.addEventListener('webglcontextlost', onlost)
  host.append(canvas)
  return {
    draw({ building, heights, view }: Sight, walked: Walked, { width, height }: { width: number; height: number }): void {
      surfaces.setBuilding(building, heights)
      surfaces.paintBuilding(palette)
      const zones = walked.map(({ ordinal, outline }, i): MapZone => ({ id: String(i), ordinal, outline, name: '', note: '', tint: 'verify', alerting: false }))
      surfaces.setZones(zones, heights)
      surfaces.paintZones(zones, palette)
      renderer.setPixelRatio(ratio)
      renderer.setSize(width, height, false)
      Object.assign(camera, { left: -width / 2, right: width / 2, top: height / 2, bottom: -height / 2, zoom: view.zoom })
      const { back } = axes(view)
      const [x, y, z] = view.target
      camera.position.set(x + back[0] * (FAR / 2), y + back[1] * (FAR / 2), z + back[2] * (FAR / 2))
      camera.lookAt(x, y, z)
      camera.updateProjectionMatrix()
      renderer.render(scene, camera)
    },
    dispose(): void {
      canvas.removeEventListener('webglcontextlost', onlost)
      surfaces.dispose()
      renderer.dispose()
      renderer.forceContextLoss()
      canvas.remove()
    },
  }
}
