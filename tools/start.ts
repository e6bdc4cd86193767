/** `npm start`: builds what is stale, then runs the demo airport and prints its addresses; `--production`: without the demo. */
import { buildStale } from './build.ts'

buildStale(['kiosk', 'console'], console.log)
if (!process.argv.includes('--production')) process.env['ANXING_DEMO'] ??= '1'
const { main } = await import('../controller/main.ts')
await main()
