/** Floors, rooms and zones as three drawings: triangles of the building, its edges, and the zones' areas. */
import { BufferAttribute, BufferGeometry, DoubleSide, LineBasicMaterial, LineSegments, Mesh, MeshBasicMaterial } from 'three'
import type { Scene } from 'three'
import type { Palette, Rgb } from './palette.ts'
import { buildModel, shades } from './shapes.ts'
import type { Model, Stretch } from './shapes.ts'
import type { Building, MapZone } from './types.ts'
import { buildZones, stretchOf } from './zones.ts'
import type { ZoneModel } from './zones.ts'

type Drawing = (Mesh<BufferGeometry, MeshBasicMaterial> | LineSegments<BufferGeometry, LineBasicMaterial>) | null

function geometry(positions: Float32Array, index: Uint32Array | null): BufferGeometry {
  const made = new BufferGeometry()
  made.setAttribute('position', new BufferAttribute(positions, 3))
  made.setAttribute('color', new BufferAttribute(new Float32Array(positions.length), 3))
  if (index) made.setIndex(new BufferAttribute(index, 1))
  return made
}

export function createSurfaces(scene: Scene) {
  let model: Model | null = null
  let zoneModel: ZoneModel | null = null
  let solid: Drawing = null
  let lines: Drawing = null
  let floors: Drawing = null
  let level: number | null = null

  const put = (drawing: NonNullable<Drawing>): NonNullable<Drawing> => {
    drawing.frustumCulled = false
    scene.add(drawing)
    return drawing
  }
  function drop(drawing: Drawing): null {
    if (drawing) {
      scene.remove(drawing)
      drawing.geometry.dispose()
      drawing.material.dispose()
    }
    return null
  }
  const triangles = (positions: Float32Array, index: Uint32Array) => put(new Mesh(geometry(positions, index), new MeshBasicMaterial({ vertexColors: true, side: DoubleSide })))

  function stretch(): void {
    const set = (drawing: Drawing, levels: readonly Stretch[] | undefined) => {
      const { start, count } = stretchOf(levels ?? [], level)
      drawing?.geometry.setDrawRange(start, count)
    }
    set(solid, model?.solidLevels)
    set(lines, model?.lineLevels)
    set(floors, zoneModel?.levels)
  }
  function paintShades(drawing: Drawing, corners: Uint8Array | undefined, palette: Palette): void {
    const colour = drawing?.geometry.getAttribute('color')
    if (!colour || !corners) return
    corners.forEach((shade, i) => colour.setXYZ(i, ...(palette.shade[shades[shade] ?? 'floor'] as [number, number, number])))
    colour.needsUpdate = true
  }

  return {
    setBuilding(building: Building, heights: ReadonlyMap<number, number>): void {
      model = buildModel(building, heights)
      drop(solid)
      drop(lines)
      solid = triangles(model.solid.positions, model.solid.index)
      lines = put(new LineSegments(geometry(model.lines.positions, null), new LineBasicMaterial({ vertexColors: true })))
      stretch()
    },
    setZones(zones: readonly MapZone[], heights: ReadonlyMap<number, number>): void {
      drop(floors)
      zoneModel = buildZones(zones, heights)
      floors = triangles(zoneModel.positions, zoneModel.index)
      stretch()
    },
    /** One level is one stretch of each list, so what is not shown costs nothing; null = all. */
    setLevel(next: number | null): void {
      level = next
      stretch()
    },
    paintBuilding(palette: Palette): void {
      paintShades(solid, model?.solid.shades, palette)
      paintShades(lines, model?.lines.shades, palette)
    },
    paintZones(zones: readonly MapZone[], palette: Palette): void {
      const colour = floors?.geometry.getAttribute('color')
      if (!zoneModel || !colour) return
      const byId = new Map(zones.map((zone) => [zone.id, zone]))
      const fill = ({ first, count }: { first: number; count: number }, [r, g, b]: Rgb) => { for (let i = first; i < first + count; i += 1) colour.setXYZ(i, r, g, b) }
      for (const part of zoneModel.parts) {
        const zone = byId.get(part.id)
        if (!zone) continue
        const tint = palette.tint(zone.tint)
        fill(part.fill, zone.alerting ? palette.alertWash : tint.fill)
        fill(part.frame, zone.alerting ? palette.alert : tint.frame)
      }
      colour.needsUpdate = true
    },
    dispose(): void {
      solid = drop(solid)
      lines = drop(lines)
      floors = drop(floors)
    },
  }
}
