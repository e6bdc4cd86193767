/** Calls `enter` once this tab is the only one for the device; `taken` first where another one is. The lock is held until the tab goes. */
export function oneTab(device: string, { enter, taken }: { enter(): void; taken(): void }): void {
  const name = `anxing-device-${device}`
  const hold = (): Promise<never> => {
    enter()
    return new Promise(() => undefined)
  }
  void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
    if (lock) return hold()
    taken()
    void navigator.locks.request(name, hold)
    return undefined
  })
}
