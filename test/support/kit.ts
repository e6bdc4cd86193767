import { Kit } from '../../protocol/kit.ts'
import type { TestController } from './controller.ts'

/** What check-in points are told to have now, as the bytes that they fetch. */
export async function kitOf({ services }: Pick<TestController, 'services'>): Promise<Kit> {
  const { detail } = services.health().find(({ name }) => name === 'kit') ?? { detail: '' }
  return Kit.parse(JSON.parse((await services.content.readMedia(detail))?.body ?? ''))
}
