import type { MediaKind } from '../../protocol/api-media.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'

/** What may come in, by what its first bytes are; `demuxer` is the only reader that ffmpeg may use for it. */
export type Container =
  | { kind: 'image'; name: 'png' | 'jpeg' | 'webp' | 'avif' }
  | { kind: 'film'; name: 'webm' | 'mp4' | 'wav' | 'mp3' | 'ogg'; demuxer: string }

const taken = new Map<string, Container>([
  ['image/png', { kind: 'image', name: 'png' }],
  ['image/jpeg', { kind: 'image', name: 'jpeg' }],
  ['image/webp', { kind: 'image', name: 'webp' }],
  ['image/avif', { kind: 'image', name: 'avif' }],
  ['video/webm', { kind: 'film', name: 'webm', demuxer: 'matroska' }],
  ['video/mp4', { kind: 'film', name: 'mp4', demuxer: 'mov' }],
  ['video/x-m4v', { kind: 'film', name: 'mp4', demuxer: 'mov' }],
  ['audio/x-m4a', { kind: 'film', name: 'mp4', demuxer: 'mov' }],
  ['audio/mp4', { kind: 'film', name: 'mp4', demuxer: 'mov' }],
  ['audio/wav', { kind: 'film', name: 'wav', demuxer: 'wav' }],
  ['audio/mpeg', { kind: 'film', name: 'mp3', demuxer: 'mp3' }],
  ['audio/ogg', { kind: 'film', name: 'ogg', demuxer: 'ogg' }],
])

const archive = /zip|x-7z|x-rar|gzip|x-tar|x-bzip|x-xz|zstd|x-lz|x-ace|x-arj|x-cpio|x-compress|x-apple-diskimage|x-iso|java-archive|x-unix-archive|vnd\.ms-cab/
const program = /x-msdownload|x-elf|x-mach-binary|java-vm|wasm|x-msi|vnd\.debian|x-rpm|x-chrome-extension|x-sh\b|vnd\.android\.package|x-ms-shortcut/
const document = /pdf|rtf|msword|officedocument|opendocument|epub|postscript|x-cfb|vnd\.ms-|indesign|sketch|font/

/**
 * Whether a file may come in, by its content alone; its name and what the sender calls it count for nothing.
 * `detected`: its MIME type by its first bytes, null where none is known. `head`: those bytes as Latin text.
 * Each refusal says what to send instead.
 */
export function decideContainer(detected: string | null, head: string): Outcome<Container> {
  const mime = detected?.split(';')[0] ?? ''
  if (mime === 'image/svg+xml' || /<svg[\s>]/i.test(head)) return refused('media/svg', 'An SVG can hold script, so none is taken. Export it as PNG, at least 1920 pixels wide.')
  if (/^\s*(<!--[\s\S]*?-->\s*)?<(!doctype html|html|head|body|script)\b/i.test(head)) return refused('media/html', 'This is a web page, not a picture or a film. Save the picture itself as PNG or JPEG and send that.')
  if (program.test(mime) || head.startsWith('#!') || head.startsWith('MZ')) return refused('media/executable', 'This is a program, whatever its name says. Pictures (PNG, JPEG, WebP, AVIF), films (WebM, MP4) and recordings (WAV, MP3, Ogg Opus, M4A, WebM) are taken.')
  const found = taken.get(mime)
  if (found) return accepted(found)
  if (mime === 'image/gif') return refused('media/gif', 'GIF is not taken: its colours are too few for a wall. Send a still as PNG, a moving one as WebM or MP4.')
  if (mime === 'image/apng') return movingPicture()
  if (document.test(mime)) return refused('media/document', 'This is a document. Export the page as PNG, at least 1920 pixels wide, and send that.')
  if (archive.test(mime)) return refused('media/archive', 'This is an archive. Unpack it and send the pictures, films or recordings one by one.')
  if (mime.startsWith('image/')) return refused('media/picture-format', 'Browsers on screens cannot show this kind of picture. Save it as JPEG, PNG, WebP or AVIF.')
  if (mime.startsWith('video/')) return refused('media/film-format', 'This kind of film is not taken. Save it as MP4 (H.264 with AAC) or WebM (VP9 with Opus).')
  if (mime.startsWith('audio/')) return refused('media/sound-format', 'This kind of recording is not taken. Save it as MP3, WAV, M4A or Ogg Opus.')
  return refused('media/unknown-type', 'The file is not what is taken here, whatever its name says. Pictures: PNG, JPEG, WebP, AVIF. Films: WebM, MP4. Recordings: WAV, MP3, Ogg Opus, M4A, WebM.')
}

export const movingPicture = () => refused('media/moving-picture', 'This picture moves. Send a still, or a film as WebM or MP4: films are checked for flashing.')

/** A client's file name as a label for people: no folders, nothing invisible, at most 120 characters. Never a path. */
export function cleanLabel(name: string | undefined, kind: MediaKind): string {
  const last = (name ?? '').normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  // Control characters, bidirectional overrides and other invisible ones would make one name look like another.
  const plain = last.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').replace(/\s+/g, ' ').replace(/^[.\s]+/, '').trim()
  return [...plain].slice(0, 120).join('') || kind
}
