import { defineConfig } from 'vitest/config'

/** The folder says what is real. `broker` and `browser` start servers, so their files run one after another. */
const room = (name: string, timeoutSeconds: number, parallel: boolean) => ({
  test: {
    name,
    root: new URL('..', import.meta.url).pathname,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeoutSeconds * 1000,
    hookTimeout: Math.max(60, timeoutSeconds) * 1000,
    fileParallelism: parallel,
  },
})

export default defineConfig({
  test: { projects: [room('unit', 60, true), room('contract', 60, false), room('broker', 180, false), room('browser', 180, false)] },
})
