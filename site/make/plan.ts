import { rect, type Point, type Ring } from './geometry.ts'

/** What a floor's description is written in. Keys are unique within the whole venue; ids are derived from them. */
export type Label = readonly [zh: string, en: string]

export type Room = {
  key: string
  /** IMDF unit category. */
  category: string
  ring: Ring
  holes?: readonly Ring[]
  label?: Label
  staff?: boolean
}

/** How an opening is closed, which decides its IMDF category, door and access control. */
export type DoorKind = 'entrance' | 'open' | 'door' | 'lift' | 'checkpoint' | 'boarding' | 'service' | 'emergency'

/** An opening along a wall; the rooms it joins are those whose walls it lies on. `oneWay`: people pass from the first room to the second alone. */
export type Door = { key: string; kind: DoorKind; line: readonly [Point, Point]; label?: Label; oneWay?: readonly [from: string, to: string] }

type Amenity = { key: string; category: string; at: Point; label: Label; hours?: string; accessible?: boolean }
export type Fixture = { key: string; category: string; ring: Ring; label?: Label; at?: Point }
type Occupant = { key: string; category: string; at: Point; label: Label; hours?: string }

/** Two rooms on different floors joined by a lift, an escalator or stairs. */
export type Link = { key: string; category: 'elevator' | 'escalator' | 'stairs'; from: string; to: string }

export type Floor = {
  key: string
  ordinal: number
  /** IMDF level category. */
  category: string
  label: Label
  short: Label
  outline: Ring
  rooms: Room[]
  doors: Door[]
  amenities: Amenity[]
  fixtures: Fixture[]
  occupants: Occupant[]
}

/** Adds to a floor with few words; keys carry the floor's name. */
export function describe(floor: Omit<Floor, 'rooms' | 'doors' | 'amenities' | 'fixtures' | 'occupants'>) {
  const done: Floor = { ...floor, rooms: [], doors: [], amenities: [], fixtures: [], occupants: [] }
  const key = (name: string): string => `${floor.key}/${name}`
  let doors = 0
  return {
    floor: done,
    room(name: string, category: string, ring: Ring, label?: Label, more: { holes?: readonly Ring[]; staff?: boolean } = {}) {
      done.rooms.push({ key: key(name), category, ring, ...(label && { label }), ...more })
    },
    /** A room that passengers never enter. */
    staff(name: string, ring: Ring, label: Label, category = 'nonpublic') {
      done.rooms.push({ key: key(name), category, ring, label, staff: true })
    },
    door(kind: DoorKind, from: Point, to: Point, label?: Label) {
      done.doors.push({ key: key(`door-${++doors}`), kind, line: [from, to], ...(label && { label }) })
    },
    /** A door that people pass in one direction alone: into security, out of a baggage hall. Rooms by their names. */
    oneWay(rooms: readonly [from: string, to: string], kind: DoorKind, from: Point, to: Point, label?: Label) {
      done.doors.push({ key: key(`door-${++doors}`), kind, line: [from, to], oneWay: [key(rooms[0]), key(rooms[1])], ...(label && { label }) })
    },
    amenity(name: string, category: string, at: Point, label: Label, more: { hours?: string; accessible?: boolean } = {}) {
      done.amenities.push({ key: key(name), category, at, label, ...more })
    },
    fixture(name: string, category: string, ring: Ring, label?: Label, at?: Point) {
      done.fixtures.push({ key: key(name), category, ring, ...(label && { label }), ...(at && { at }) })
    },
    occupant(name: string, category: string, at: Point, label: Label, hours?: string) {
      done.occupants.push({ key: key(name), category, at, label, ...(hours && { hours }) })
    },
  }
}
export type Sketch = ReturnType<typeof describe>

const toilets = { female: ['女卫生间', "Women's toilets"], male: ['男卫生间', "Men's toilets"] } as const

/** Women's and men's toilets side by side, from x to x + width between two walls, their doors in the wall `doorY`. */
export function toiletPair(to: Sketch, name: string, x: number, width: number, y0: number, y1: number, doorY: number): void {
  const half = width / 2
  for (const [i, sex] of (['female', 'male'] as const).entries()) {
    const left = x + i * half
    to.room(`${name}-${sex}`, `restroom.${sex}.wheelchair`, rect(left, y0, left + half, y1), toilets[sex])
    to.door('open', [left + half / 2 - 1, doorY], [left + half / 2 + 1, doorY])
    to.amenity(`${name}-${sex}-sign`, `restroom.${sex}.wheelchair`, [left + half / 2, (y0 + y1) / 2], toilets[sex], { accessible: true })
  }
}


export type CoreShape = { name: string; x: number; y: number; lifts: number; stairs: number }

/** A block of escalators, lifts and stairs, 4 m deep, standing in a hall: the hole it needs there. */
export function coreHole({ x, y, lifts, stairs }: CoreShape): Ring {
  return rect(x, y, x + 12 + 4 * lifts + stairs, y + 4)
}

/** The block's rooms on one floor. Escalators are left at their west end upstairs and at their south side downstairs. */
export function core(to: Sketch, shape: CoreShape, upstairs: boolean): void {
  const { name, x, y, lifts, stairs } = shape
  to.room(`${name}-escalator`, 'escalator', rect(x, y, x + 12, y + 4), ['自动扶梯', 'Escalators'])
  to.door('open', upstairs ? [x, y + 0.5] : [x + 8.5, y], upstairs ? [x, y + 3.5] : [x + 11.5, y])
  for (let i = 0; i < lifts; i++) {
    const left = x + 12 + 4 * i
    to.room(`${name}-lift-${i + 1}`, 'elevator', rect(left, y, left + 4, y + 4), ['无障碍电梯', 'Lift'])
    to.door('lift', [left + 1.2, y], [left + 2.8, y])
  }
  const right = x + 12 + 4 * lifts
  to.room(`${name}-stairs`, 'stairs', rect(right, y, right + stairs, y + 4), ['楼梯', 'Stairs'])
  to.door('open', [right + stairs, y + 1], [right + stairs, y + 3])
}

/** What joins a block's rooms on the two floors. */
export function coreLinks({ name, lifts }: CoreShape, lower: string, upper: string): Link[] {
  const link = (what: string, category: Link['category']): Link =>
    ({ key: `link/${name}-${what}`, category, from: `${lower}/${name}-${what}`, to: `${upper}/${name}-${what}` })
  const lift = Array.from({ length: lifts }, (_, i) => link(`lift-${i + 1}`, 'elevator'))
  return [link('escalator', 'escalator'), ...lift, link('stairs', 'stairs')]
}
