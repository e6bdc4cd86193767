import { LinearSRGBColorSpace, WebGLRenderer } from 'three'

/** Whether this browser draws 3-D with its processor: then edges are not smoothed and pixels are not doubled. */
function isSoftware(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2')
  if (!gl) throw new Error('WebGL is not there')
  const info = gl.getExtension('WEBGL_debug_renderer_info')
  const name = String(info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : gl.getParameter(gl.RENDERER))
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return /swiftshader|llvmpipe|software|basic render/i.test(name)
}

/**
 * A renderer on that canvas. Colours go through as they are: the palette is what the page shows.
 * @throws Error where the browser has no WebGL.
 */
export function createRenderer(canvas: HTMLCanvasElement): { renderer: WebGLRenderer; ratio: number; software: boolean } {
  const software = isSoftware()
  const ratio = software ? 1 : Math.min(2, devicePixelRatio)
  const renderer = new WebGLRenderer({ canvas, antialias: !software, alpha: false, stencil: false, powerPreference: 'low-power' })
  renderer.outputColorSpace = LinearSRGBColorSpace
  renderer.info.autoReset = true
  return { renderer, ratio, software }
}
