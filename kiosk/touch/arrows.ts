/** Four keys are enough: the arrows go from button to button within the node, Enter presses; where there is only one button, at once. */
export function arrows(node: HTMLElement): { destroy(): void } {
  const forward = new Set(['ArrowRight', 'ArrowDown'])
  const back = new Set(['ArrowLeft', 'ArrowUp'])
  function pressed(event: KeyboardEvent): void {
    if (document.querySelector('dialog[open]')) return
    const buttons = [...node.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
    const at = buttons.findIndex((button) => button === document.activeElement)
    if (event.key === 'Enter' && !event.repeat && buttons.length === 1 && !(document.activeElement instanceof HTMLButtonElement)) {
      event.preventDefault()
      buttons[0]?.click()
    } else if (forward.has(event.key) || back.has(event.key)) {
      event.preventDefault()
      const next = forward.has(event.key) ? at + 1 : at < 0 ? buttons.length - 1 : at - 1
      buttons[(next + buttons.length) % buttons.length]?.focus()
    }
  }
  addEventListener('keydown', pressed)
  return { destroy: () => removeEventListener('keydown', pressed) }
}
