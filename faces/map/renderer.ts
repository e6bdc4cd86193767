import { LinearSRGBColorSpace, WebGLRenderer } from 'three'
import { findWebgl } from './webgl.ts'

/**
 * A renderer on that canvas. Colours go through as they are: the palette is what the page shows.
 * @throws Error where the browser has no WebGL.
 */
export function createRenderer(canvas: HTMLCanvasElement): { renderer: WebGLRenderer; ratio: number; software: boolean } {
  const found = findWebgl()
  if (found === 'none') throw new Error('WebGL is not there')
  const software = found === 'software'
  const ratio = software ? 1 : Math.min(2, devicePixelRatio)
  const renderer = new WebGLRenderer({ canvas, antialias: !software, alpha: false, stencil: false, powerPreference: 'low-power' })
  renderer.outputColorSpace = LinearSRGBColorSpace
  renderer.info.autoReset = true
  return { renderer, ratio, software }
}
