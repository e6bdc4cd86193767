/** What only a robot's page loads. */
export { Host } from './host.svelte.ts'
export { default as Robot } from './Robot.svelte'
