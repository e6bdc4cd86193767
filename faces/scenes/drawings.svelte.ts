import type { Component } from 'svelte'
import type { DrawnScene } from '../../protocol/words.ts'

type Scene = Component<{ scene: DrawnScene; ms: number; still: boolean }>

let scene = $state.raw<Scene | null>(null)
let coming: Promise<void> | null = null

/** The drawings of classes, null until they have come: they are not needed for a screen's first picture. Captions stand without them. */
export function drawings(): Scene | null {
  coming ??= import('./Scene.svelte').then((it) => { scene = it.default }).catch(() => { coming = null })
  return scene
}
