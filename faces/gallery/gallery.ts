import { mount } from 'svelte'
import '../fonts.ts'
import './gallery.css'
import Gallery from './Gallery.svelte'

const target = document.getElementById('app')
if (!target) throw new Error('index.html has no #app')
mount(Gallery, { target })
await document.fonts.ready
document.documentElement.dataset['ready'] = 'yes'
