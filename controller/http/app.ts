import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import { jsonSchemaTransform, jsonSchemaTransformObject, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import en from 'zod/v4/locales/en.js'
import { AnxingError } from '../../protocol/errors.ts'
import { createAnswered, createAsked, leavesTrace } from './audited.ts'
import { checkRoute, createGuard, rightOf, SESSION_COOKIE } from './guard.ts'
import { addPages } from './pages.ts'
import { problemOf } from './problems.ts'
import { addRoutes } from './routes/all.ts'
import { newApp, type App } from './server.ts'
import type { Of } from './services.ts'

export type AppOptions = {
  of: Of
  version: string
  tls: { cert: Buffer; key: Buffer } | null
  /** Addresses and networks of the proxies in front. */
  proxies: readonly string[]
  /** Where browsers reach the broker, if it is not this server: they must be allowed to connect there. */
  mqttWsUrl: string | null
  /** Folder of the built apps. */
  dist: string
}

/** Refusals name what was expected. */
z.config(en())

/** The HTTP side on one port: API, media, the built apps. Nothing listens yet. */
export async function createApp({ of, version, tls, proxies, mqttWsUrl, dist }: AppOptions): Promise<App> {
  const app = newApp(tls, proxies)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('account', null)
  app.decorateRequest('asked', null)

  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // Components set single properties on elements; nobody can add rules that way.
        styleSrcAttr: ["'unsafe-inline'"],
        connectSrc: ["'self'", ...(mqttWsUrl ? [new URL(mqttWsUrl).origin] : [])],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameSrc: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    strictTransportSecurity: tls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'sameorigin' },
  })
  await app.register(rateLimit, { global: false })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Anxing 安行', version, description: 'The API of the controller of an airport terminal\'s anti-fraud screens. Times are ISO 8601 instants in UTC. Every refusal is a Problem.' },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE } } },
      security: [{ session: [] }],
    },
    transform: (asked) => {
      const { schema, url } = jsonSchemaTransform(asked)
      return { schema: { ...schema, 'x-right': rightOf(asked.route.config), 'x-audited': leavesTrace(asked.route) }, url }
    },
    transformObject: jsonSchemaTransformObject,
  })

  app.addHook('onRoute', checkRoute)
  app.addHook('onRequest', createGuard((token) => of().staff.whoIs(token)))
  app.addHook('preHandler', createAsked(() => of().audit))
  app.addHook('onSend', createAnswered(() => of().audit))
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  app.addHook('onResponse', async (_request, reply) => {
    of().metrics.requests.inc({ status: reply.statusCode })
  })
  app.setErrorHandler((error, request, reply) => {
    const { status, problem, ours } = problemOf(error)
    if (ours) of().log.error({ err: error, method: request.method, url: request.routeOptions.url }, 'A request failed.')
    return reply.code(status).send(problem)
  })
  app.setNotFoundHandler((request, reply) => {
    const { status, problem } = problemOf(new AnxingError('http/not-found', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`))
    return reply.code(status).send(problem)
  })

  addRoutes(app, of)
  await addPages(app, of, dist)
  return app
}
