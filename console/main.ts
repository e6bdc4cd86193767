import { mount } from 'svelte'
import '../faces/fonts.ts'
import './console.css'
import App from './App.svelte'
import { Desk } from './desk.svelte.ts'
import { createLive } from './live.ts'
import { Preferences } from './preferences.svelte.ts'
import { createAsk } from './request.ts'

const ask = createAsk({ fetch: (input, init) => fetch(input, init), base: '/api' })
const desk = new Desk({ ask, prefs: new Preferences({ store: localStorage, wanted: navigator.languages }) })
const live = createLive({
  url: '/api/live',
  open: (url) => new EventSource(url),
  now: () => Date.now(),
  onChange: (change) => { desk.changed(change) },
  onResume: () => { desk.refreshAll() },
  onLink: (link) => { desk.linkIs(link) },
})

const tick = () => { desk.tick(Date.now()) }
tick()
setInterval(tick, 1000)
desk.goTo(location.hash)
addEventListener('hashchange', () => { desk.goTo(location.hash) })

const target = document.getElementById('app')
if (target) mount(App, { target, props: { desk, live } })
