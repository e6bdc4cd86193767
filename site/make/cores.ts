import type { CoreShape } from './plan.ts'

/** The blocks of escalators, lifts and stairs, at the same place on both floors. */
export const landsideCore: CoreShape = { name: 'landside-core', x: 78, y: 28, lifts: 2, stairs: 8 }
/** Airside hall down to the domestic baggage hall. */
export const arrivalsCore: CoreShape = { name: 'arrivals-core', x: 40, y: 100, lifts: 1, stairs: 6 }
/** Airside hall down to the bus gates. */
export const busCore: CoreShape = { name: 'bus-core', x: 108, y: 115, lifts: 1, stairs: 6 }
/** International hall down to immigration. */
export const intlCore: CoreShape = { name: 'intl-core', x: 208, y: 102, lifts: 1, stairs: 6 }
