/**
 * Arrow keys, j and k move the focus among the `[data-row]` elements of a list; Home and End go to its ends. Keys typed into
 * fields are left alone.
 */
export function rove(list: HTMLElement): () => void {
  const onkeydown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLSelectElement) return
    const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')]
    const at = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement))
    const to = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: rows.length - 1 }[event.key]
    const row = to === undefined ? undefined : rows[to]
    if (!row) return
    event.preventDefault()
    row.focus()
  }
  list.addEventListener('keydown', onkeydown)
  return () => { list.removeEventListener('keydown', onkeydown) }
}
