import * as z from 'zod/mini'
import { CommandAnswer, CommandWrite, DeviceView, DeviceWrite, PairingConfirm } from '../../../protocol/api.ts'
import type { Text } from '../../../protocol/basics.ts'
import { MOST_SAID } from '../../../protocol/checks/line.ts'
import { AnxingError } from '../../../protocol/errors.ts'
import type { App } from '../server.ts'
import { mustHave } from '../guard.ts'
import { must, notFound } from '../problems.ts'
import type { Of } from '../services.ts'
import { ById, refusals } from './shapes.ts'

const tags = ['devices']

export function deviceRoutes(app: App, of: Of): void {
  /** A robot says, word for word, lines that were reviewed and published; a caption of somebody's own is for the demo alone. */
  function maySay(text: Text): void {
    if (!of().content.maySay(text)) throw new AnxingError('content/needs-review', 'Outside the demo robots say nothing that was not reviewed. Publish it as a line, or raise an alert.', 'action.text')
    if (Object.values(text).some((words) => (words ?? '').length > MOST_SAID.characters)) throw new AnxingError('http/invalid', `A robot says at most ${MOST_SAID.characters} characters.`, 'action.text')
  }

  app.get('/api/devices', { schema: { tags, summary: 'Every screen, and whether it is there', response: { 200: z.array(DeviceView), ...refusals } } }, async () => of().devices.list())

  app.get('/api/devices/:id', { schema: { tags, summary: 'One screen', params: ById, response: { 200: DeviceView, ...refusals } } }, async (request) => {
    const found = of().devices.get(request.params.id)
    if (!found) throw notFound(`device "${request.params.id}"`)
    return found
  })

  app.put('/api/devices/:id', { config: { right: 'operate' }, schema: { tags, summary: 'Move it to another zone, silence it, set its volume', params: ById, body: DeviceWrite, response: { 200: DeviceView, ...refusals } } },
    async (request) => must(await of().devices.change(request.params.id, request.body)))

  app.post('/api/devices/:id/command', { config: { right: 'operate_robots' }, schema: { tags, summary: 'A signed order that is obeyed within a minute or not at all; to anything but a robot it needs the right `operate`', params: ById, body: CommandWrite, response: { 202: CommandAnswer, ...refusals } } },
    async (request, reply) => {
      if (of().devices.get(request.params.id)?.role !== 'robot') mustHave(request, 'operate')
      const { action } = request.body
      const said = action.do === 'say' || action.do === 'hold' ? action.text : null
      if (said) maySay(said)
      return reply.code(202).send(must(await of().devices.command(request.params.id, action, request.account?.user ?? '-')))
    })

  app.post('/api/devices/:id/pair', { config: { right: 'pair' }, schema: { tags, summary: 'Confirm the code that a screen shows: from now on that screen is this device', params: ById, body: PairingConfirm, response: { 200: DeviceView, ...refusals } } },
    async (request) => must(await of().devices.confirmPairing(request.params.id, request.body.code)))
}
