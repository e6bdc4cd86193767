/** Who draws 3-D in this browser; asked before three.js is loaded, which takes longer than to answer. */
export type Webgl = 'none' | 'software' | 'card'

/** `software`: its processor does. Then edges are not smoothed and pixels are not doubled. */
export function findWebgl(): Webgl {
  const gl = document.createElement('canvas').getContext('webgl2')
  if (!gl) return 'none'
  const info = gl.getExtension('WEBGL_debug_renderer_info')
  const name = String(info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : gl.getParameter(gl.RENDERER))
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return /swiftshader|llvmpipe|software|basic render/i.test(name) ? 'software' : 'card'
}
