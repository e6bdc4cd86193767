/** Two calm notes, again every three seconds. A browser that has not been touched yet stays silent; the bar is seen all the same. */
export function createBell() {
  let context: AudioContext | null = null
  let timer: ReturnType<typeof setInterval> | undefined

  function note(at: number, hertz: number): void {
    if (!context) return
    const tone = context.createOscillator()
    const loudness = context.createGain()
    tone.frequency.value = hertz
    loudness.gain.setValueAtTime(0.0001, at)
    loudness.gain.exponentialRampToValueAtTime(0.25, at + 0.02)
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.5)
    tone.connect(loudness).connect(context.destination)
    tone.start(at)
    tone.stop(at + 0.55)
  }
  function ring(): void {
    context ??= new AudioContext()
    void context.resume().catch(() => undefined)
    note(context.currentTime, 660)
    note(context.currentTime + 0.28, 880)
  }
  return {
    set(ringing: boolean): void {
      if (ringing === (timer !== undefined)) return
      clearInterval(timer)
      timer = undefined
      if (!ringing) return
      ring()
      timer = setInterval(ring, 3_000)
    },
    close(): void {
      clearInterval(timer)
      void context?.close()
    },
  }
}
