import * as z from 'zod/mini'
import { topics, type Topic } from '../protocol/topics.ts'

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** A topic's body as JSON Schema (draft 7, which AsyncAPI 3 takes as it is). */
const schemaOf = (topic: Topic): unknown => z.toJSONSchema(topic.schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' })

function channelOf(topic: Topic): object {
  const parameter = /\{(\w+)\}/.exec(topic.path)?.[1] ?? ''
  return {
    address: `anxing/v1/{site}/${topic.path}`,
    description: topic.summary,
    parameters: { site: { description: 'One airport.' }, [parameter]: { description: `The id of the ${parameter}.` } },
    messages: { [topic.name]: { $ref: `#/components/messages/${topic.name}` } },
  }
}

function messageOf(topic: Topic): object {
  const signed = topic.acceptSeconds !== null
  return {
    name: topic.name,
    summary: topic.summary,
    contentType: signed ? 'application/jose' : 'application/json',
    description: signed
      ? `A compact JWS (EdDSA over Ed25519). Its claims are top (this topic), ver (only grows), iat, exp (accept until: ${topic.acceptSeconds} s after signing) and body, which has the schema below.`
      : 'Plain JSON. Its writer is held to its own topics by the broker.',
    payload: schemaOf(topic),
    'x-max-bytes': topic.maxBytes,
  }
}

const operationOf = (topic: Topic): object => ({
  action: topic.writer === 'controller' ? 'send' : 'receive',
  channel: { $ref: `#/channels/${topic.name}` },
  bindings: { mqtt: { qos: topic.qos, retain: topic.retain, bindingVersion: '0.2.0' } },
})

/** The wire as an AsyncAPI 3 document, from the controller's side. Everything comes from the topic table. */
export function asyncApi(version: string): object {
  const all = Object.values<Topic>(topics as Record<string, Topic>)
  const each = (make: (topic: Topic) => object, key = (t: Topic) => t.name) => Object.fromEntries(all.map((t) => [key(t), make(t)]))
  return {
    asyncapi: '3.0.0',
    info: { title: 'Anxing wire', version, license: { name: 'Apache-2.0' }, description: 'MQTT 3.1.1 between the controller and its screens. Generated from protocol/topics.ts by `npm run docs`.' },
    defaultContentType: 'application/json',
    servers: {
      tcp: { host: 'localhost:1883', protocol: 'mqtt', protocolVersion: '3.1.1' },
      webSocket: { host: 'localhost:8080', pathname: '/mqtt', protocol: 'ws', protocolVersion: '3.1.1' },
    },
    channels: each(channelOf),
    operations: each(operationOf, (t) => `${t.writer === 'controller' ? 'send' : 'receive'}${capital(t.name)}`),
    components: { messages: each(messageOf) },
  }
}
