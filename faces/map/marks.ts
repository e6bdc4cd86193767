/** All screens of the terminal as one instanced drawing: squares that face the viewer, always of the same size on the page. */
import { CanvasTexture, InstancedBufferAttribute, InstancedBufferGeometry, LinearFilter, LinearMipmapLinearFilter, Mesh, ShaderMaterial, Uint16BufferAttribute, Float32BufferAttribute, Vector2 } from 'three'
import { cellOf, COLUMNS, drawAtlas, ROWS } from './atlas.ts'
import type { Palette } from './palette.ts'
import type { MapDevice } from './types.ts'

/** By how much a mark in alert is larger. */
export const ALERTING_LARGER = 1.15

const vertex = `
attribute vec3 at;
attribute vec3 cell; // column, row, size
uniform vec2 viewport;
uniform float size;
varying vec2 place;
void main() {
  vec4 clip = projectionMatrix * modelViewMatrix * vec4(at, 1.0);
  clip.xy += position.xy * cell.z * size / viewport * 2.0 * clip.w;
  // Walls beside a mark do not cut it; a floor above hides it.
  clip.z -= 0.012 * clip.w;
  gl_Position = clip;
  place = vec2((cell.x + position.x + 0.5) / ${COLUMNS}.0, 1.0 - (cell.y + 0.5 - position.y) / ${ROWS}.0);
}`
const fragment = `
uniform sampler2D atlas;
varying vec2 place;
void main() {
  gl_FragColor = texture2D(atlas, place);
  if (gl_FragColor.a < 0.02) discard;
}`

export function createMarks() {
  const canvas = document.createElement('canvas')
  const texture = new CanvasTexture(canvas)
  texture.minFilter = LinearMipmapLinearFilter
  texture.magFilter = LinearFilter
  const uniforms = { viewport: { value: new Vector2(1, 1) }, size: { value: 22 }, atlas: { value: texture } }
  const material = new ShaderMaterial({ vertexShader: vertex, fragmentShader: fragment, uniforms, transparent: true, depthWrite: false })
  const geometry = new InstancedBufferGeometry()
  geometry.setAttribute('position', new Float32BufferAttribute([-0.5, -0.5, 0, 0.5, -0.5, 0, 0.5, 0.5, 0, -0.5, 0.5, 0], 3))
  geometry.setIndex(new Uint16BufferAttribute([0, 1, 2, 0, 2, 3], 1))
  const mesh = new Mesh(geometry, material)
  mesh.frustumCulled = false
  mesh.renderOrder = 10
  let room = 0
  let at = new InstancedBufferAttribute(new Float32Array(0), 3)
  let cell = new InstancedBufferAttribute(new Float32Array(0), 3)

  function grow(count: number): void {
    if (count <= room) return
    room = Math.max(64, count + 32)
    // A geometry that was drawn keeps its old buffers until it is told to let go.
    geometry.dispose()
    at = new InstancedBufferAttribute(new Float32Array(room * 3), 3)
    cell = new InstancedBufferAttribute(new Float32Array(room * 3), 3)
    geometry.setAttribute('at', at)
    geometry.setAttribute('cell', cell)
  }

  return {
    mesh,
    /** Puts a mark for each; the last are on top, so alerts come last. */
    put(devices: readonly (MapDevice & { place: readonly [number, number, number]; shown: boolean })[]): void {
      grow(devices.length)
      geometry.instanceCount = devices.length
      devices.forEach(({ place, role, state, alerting, shown }, i) => {
        const { column, row } = cellOf(role, state, alerting)
        at.setXYZ(i, ...(place as [number, number, number]))
        cell.setXYZ(i, column, row, shown ? (alerting ? ALERTING_LARGER : 1) : 0)
      })
      at.needsUpdate = true
      cell.needsUpdate = true
    },
    move(index: number, [x, y, z]: readonly [number, number, number]): void {
      at.setXYZ(index, x, y, z)
      at.needsUpdate = true
    },
    /** Many screens are drawn smaller, so that they stay apart. */
    sizes(width: number, height: number, pixels: number): void {
      uniforms.viewport.value.set(width, height)
      uniforms.size.value = pixels
    },
    paint(palette: Palette): void {
      drawAtlas(canvas, palette)
      texture.dispose()
      texture.needsUpdate = true
    },
    dispose(): void {
      geometry.dispose()
      material.dispose()
      texture.dispose()
    },
  }
}
