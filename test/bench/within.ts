/** Waits for `promise`, but no longer than `seconds`: a figure that cannot be had must say so, not stand still. */
export async function within<T>(seconds: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${seconds} s`)), seconds * 1000)
  })
  try {
    return await Promise.race([promise, over])
  } finally {
    clearTimeout(timer)
  }
}

/** Waits until this process has next to nothing to do, by its own processor time: whoever else uses the machine does not count. */
export async function untilIdle(mostSeconds = 20): Promise<void> {
  for (const begun = performance.now(); performance.now() - begun < mostSeconds * 1000;) {
    const before = process.cpuUsage()
    await new Promise((resolve) => setTimeout(resolve, 250))
    const { user, system } = process.cpuUsage(before)
    if (user + system < 50_000) return
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
