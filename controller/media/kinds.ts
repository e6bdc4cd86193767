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
 * Whether a file may come in, by its content; whether its name says the same is looked at afterwards (`checkClaims`).
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

/** What a file may be called, and what a browser may call it, for each container. */
const claims: Record<Container['name'], { says: string; endings: readonly string[]; types: readonly string[] }> = {
  png: { says: 'PNG', endings: ['png'], types: ['image/png', 'image/x-png'] },
  jpeg: { says: 'JPEG', endings: ['jpg', 'jpeg', 'jpe', 'jfif', 'pjpeg', 'pjp'], types: ['image/jpeg', 'image/jpg', 'image/pjpeg'] },
  webp: { says: 'WebP', endings: ['webp'], types: ['image/webp'] },
  avif: { says: 'AVIF', endings: ['avif'], types: ['image/avif'] },
  webm: { says: 'WebM', endings: ['webm', 'weba'], types: ['video/webm', 'audio/webm'] },
  mp4: { says: 'MP4', endings: ['mp4', 'm4v', 'm4a'], types: ['video/mp4', 'audio/mp4', 'application/mp4', 'video/x-m4v', 'audio/x-m4a', 'audio/m4a', 'audio/mp4a-latm'] },
  wav: { says: 'WAV', endings: ['wav', 'wave'], types: ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'] },
  mp3: { says: 'MP3', endings: ['mp3'], types: ['audio/mpeg', 'audio/mp3', 'audio/x-mp3', 'audio/mpeg3', 'audio/x-mpeg'] },
  ogg: { says: 'Ogg', endings: ['ogg', 'oga', 'opus'], types: ['audio/ogg', 'video/ogg', 'application/ogg', 'audio/opus', 'audio/x-opus+ogg'] },
}
/** A part that was sent without a type is read as text; neither says anything of the file. */
const saysNothing = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'text/plain'])

/**
 * Whether a file is what its name's ending and the type it was sent under say it is. A name without an ending claims nothing. What goes by
 * several endings or types (jpg and jpeg, audio and video of one container) is the same.
 */
export function checkClaims({ name }: Container, { name: called, type }: { name: string | undefined; type: string | undefined }): Outcome<null> {
  const { says, endings, types } = claims[name]
  const is = (claim: string, remedy: string) => refused('media/not-what-it-says', `The file is ${says} inside, but ${claim}. ${remedy}`)
  const ending = /\.([a-z][a-z0-9]{0,9})$/i.exec(called?.trim() ?? '')?.[1]?.toLowerCase()
  if (ending !== undefined && !endings.includes(ending)) return is(`its name ends in ".${ending}"`, `Make sure that it is the file you mean; if so, let its name end in ".${endings[0]}" and send it again.`)
  const declared = type?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!saysNothing.has(declared) && !types.includes(declared)) return is(`it was sent as "${declared.slice(0, 80)}"`, `Make sure that it is the file you mean; if so, send it as "${types[0]}", with a name that ends in ".${endings[0]}".`)
  return accepted(null)
}

/** Whether a file's name is a name and no path. Names never become paths here, but one that tries is not taken for an honest mistake. */
export function checkName(name: string | undefined): Outcome<null> {
  const isPath = name !== undefined && (/[\\/\p{Cc}]|%2f|%5c|%00|%2e%2e/iu.test(name) || /^\.+$/.test(name.trim()))
  return isPath ? refused('media/name', 'The file\'s name is a path or holds control characters, so nothing of it was kept. Rename it without "/", "\\" and "..", and send it again.') : accepted(null)
}

export const movingPicture = () => refused('media/moving-picture', 'This picture moves. Send a still, or a film as WebM or MP4: films are checked for flashing.')

/** A client's file name as a label for people: no folders, nothing invisible, at most 120 characters. Never a path. */
export function cleanLabel(name: string | undefined, kind: MediaKind): string {
  const last = (name ?? '').normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  // Control characters, bidirectional overrides and other invisible ones would make one name look like another.
  const plain = last.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').replace(/\s+/g, ' ').replace(/^[.\s]+/, '').trim()
  return [...plain].slice(0, 120).join('') || kind
}
