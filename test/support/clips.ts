import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What ffmpeg makes of these arguments, as a file named so, in a folder that is gone afterwards. */
export function ffmpegMakes(name: string, args: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'anxing-clip-'))
  try {
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', ...args, join(folder, name)], { stdio: ['ignore', 'ignore', 'inherit'] })
    return readFileSync(join(folder, name))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const vp9 = ['-pix_fmt', 'yuv420p', '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '600k']
const speech = ['-f', 'lavfi', '-i', 'sine=frequency=300:sample_rate=48000']

/** A calm film, `seconds` long: a test picture that moves, with a tone. */
export const calmWebm = (seconds: number, size = '1280x720'): Buffer =>
  ffmpegMakes('calm.webm', ['-f', 'lavfi', '-i', `gradients=size=${size}:rate=25:speed=0.01:seed=7`, ...speech, '-t', String(seconds), ...vp9, '-c:a', 'libopus', '-metadata', 'title=made at 31.14,121.80'])

/** The whole picture goes from black to white and back `hertz` times a second; `colour` instead of white. */
export const flashingWebm = (hertz: number, colour: 'white' | 'red' = 'white'): Buffer => {
  const on = `lt(mod(T*${hertz}\\,1)\\,0.5)`
  const [g, b] = colour === 'white' ? [`if(${on}\\,255\\,0)`, `if(${on}\\,255\\,0)`] : ['0', '0']
  return ffmpegMakes('flash.webm', ['-f', 'lavfi', '-i', `color=c=black:size=320x180:rate=30,format=gbrp,geq=r='if(${on}\\,255\\,0)':g='${g}':b='${b}'`, '-t', '3', ...vp9])
}

export const calmMp4 = (codec: 'libx264' | 'libx265', seconds = 1): Buffer =>
  ffmpegMakes('calm.mp4', ['-f', 'lavfi', '-i', 'gradients=size=640x360:rate=25:speed=0.01:seed=7', ...speech, '-t', String(seconds), '-c:v', codec, '-preset', 'ultrafast', ...(codec === 'libx265' ? ['-x265-params', 'log-level=none'] : []), '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart', '-metadata', 'location=+31.1434+121.8052/', '-metadata', 'title=made at home'])

/** A recording of a tone; `volume` 0 is silence, 9 is cut off. */
export const tone = (name: 'a.wav' | 'a.mp3' | 'a.ogg' | 'a.m4a', volume = 1): Buffer =>
  ffmpegMakes(name, [...speech, '-t', '2', '-af', `volume=${volume}`, ...(name === 'a.ogg' ? ['-c:a', 'libopus'] : [])])
