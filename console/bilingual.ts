/**
 * Shipped entries carry both languages in one name, as 「早高峰：登机口 / Morning wave, gates」. Staff see their own half; a name
 * that does not read so stays whole.
 */
export function ownHalf(name: string, language: string): string {
  const halves = name.split(' / ')
  const [zh, en] = halves
  if (halves.length !== 2 || zh === undefined || en === undefined || !/\p{Script=Han}/u.test(zh) || /\p{Script=Han}/u.test(en)) return name
  return language.startsWith('zh') ? zh : en
}
