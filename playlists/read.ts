import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import { AlertTemplate } from '../protocol/alert.ts'
import { Answer } from '../protocol/answer.ts'
import { Preset } from '../protocol/api-schedule.ts'
import { Board } from '../protocol/board.ts'
import { Campaign, Guide, Item, Phone, Playlist, RobotLine } from '../protocol/content.ts'
import { AnxingError } from '../protocol/errors.ts'
import { Simulation } from '../protocol/simulation.ts'
import { checkLibrary } from './check.ts'
import type { Library } from './schema.ts'

export type { Library } from './schema.ts'

/**
 * Reads the content library in `folder` (by default the shipped one), parses every file and checks that its parts fit
 * together. Refuses with `content/…`, naming the file and the path in it.
 */
export function readLibrary(folder: URL | string = new URL('.', import.meta.url)): Library {
  const root = folder instanceof URL ? fileURLToPath(folder) : folder
  const library: Library = {
    campaigns: read(root, 'campaigns.json', z.array(Campaign)),
    items: jsonFiles(root, 'items').flatMap((file) => read(root, file, z.array(Item))),
    playlists: read(root, 'playlists.json', z.array(Playlist)),
    alertTemplates: read(root, 'alert-templates.json', z.array(AlertTemplate)),
    robotLines: read(root, 'robot-lines.json', z.array(RobotLine)),
    guide: read(root, 'guide.json', Guide),
    courses: read(root, 'staff-course.json', z.array(Guide)),
    phones: read(root, 'phones.json', z.array(Phone)),
    presets: read(root, 'presets.json', z.array(Preset)),
    simulations: jsonFiles(root, 'simulations').map((file) => read(root, file, Simulation)),
    board: read(root, 'board.json', Board),
    answers: read(root, 'answers.json', z.array(Answer)),
  }
  checkLibrary(library)
  return library
}

function jsonFiles(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder)).filter((name) => name.endsWith('.json')).sort().map((name) => `${folder}/${name}`)
  } catch (error) {
    throw new AnxingError('content/unreadable', reason(error), folder)
  }
}

function read<S extends z.ZodMiniType>(root: string, file: string, schema: S): z.output<S> {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(join(root, file), 'utf8'))
  } catch (error) {
    throw new AnxingError(error instanceof SyntaxError ? 'content/not-json' : 'content/unreadable', reason(error), file)
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AnxingError('content/schema', issue?.message ?? 'does not fit its schema', `${file}: ${named(json, issue?.path ?? [])}`)
}

/** `[3].headline.en` of a list of things with ids reads `p1-4.headline.en`. */
function named(json: unknown, path: readonly PropertyKey[]): string {
  const [first, ...rest] = path
  const thing: unknown = Array.isArray(json) && typeof first === 'number' ? json[first] : undefined
  const id = thing !== null && typeof thing === 'object' && 'id' in thing ? String(thing.id) : String(first ?? '')
  return [id, ...rest.map(String)].join('.')
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
