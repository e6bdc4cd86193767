import type { DeviceView } from '../../protocol/api.ts'
import type { Site } from '../../protocol/venue.ts'
import { roles, type Role } from '../../protocol/words.ts'

const escape = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

const roleNames: Record<Role, { zh: string; en: string }> = {
  screen: { zh: '大屏', en: 'Walls' },
  kiosk: { zh: '打卡点', en: 'Check-in points' },
  robot: { zh: '巡逻机器人', en: 'Patrol robots' },
  staff_wall: { zh: '员工提示墙', en: 'Staff walls' },
}

function demoScreens(devices: readonly DeviceView[]): string {
  const groups = roles.map((role) => {
    const links = devices.filter((d) => d.role === role)
      .map((d) => `<li><a href="/kiosk/?device=${encodeURIComponent(d.id)}">${escape(d.name['zh-CN'])}</a> <span lang="en">${escape(d.name.en)}</span></li>`)
    return links.length === 0 ? '' : `<section><h3>${roleNames[role].zh} <span lang="en">${roleNames[role].en}</span></h3><ul>${links.join('')}</ul></section>`
  })
  return `<h2>示范屏幕 <span lang="en">Screens of the demo</span></h2>
<p>只能在本机打开，打开即配对。 <span lang="en">They open on this machine only, and pair by themselves.</span></p>
<div class="screens">${groups.join('')}</div>`
}

/** What this is, and where to go from here. Plain HTML: it works before anything is built. */
export function frontPage({ site, demo, devices }: { site: Pick<Site, 'name'>; demo: boolean; devices: readonly DeviceView[] }): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="dark">
<title>安行 Anxing</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/typeface/index.css"><link rel="stylesheet" href="/front.css">
</head>
<body>
<main>
<h1>安行 <span lang="en">Anxing</span></h1>
<p class="lead">${escape(site.name['zh-CN'])} · 航站楼反诈屏幕<br><span lang="en">${escape(site.name.en)}: the terminal's anti-fraud screens</span></p>
<nav>
<a class="go" href="/console/">值班控制台 <span lang="en">Console for duty staff</span></a>
<a class="go" href="/kiosk/">本机作为屏幕 <span lang="en">Use this machine as a screen</span></a>
<a class="go" href="/api/openapi.json">接口说明 <span lang="en">The API (OpenAPI 3.1)</span></a>
<a class="go" href="/readyz">运行状况 <span lang="en">Readiness</span></a>
</nav>
${demo ? demoScreens(devices) : ''}
</main>
</body>
</html>
`
}

export const frontStyle = `
:root { color-scheme: dark; font: 100%/1.6 'Noto Sans SC Variable', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', system-ui, sans-serif; }
body { margin: 0; background: oklch(0.22 0.04 255); color: oklch(0.97 0.01 90); }
main { max-width: 64rem; margin: 0 auto; padding: 4rem 1.5rem; }
h1 { font-size: 3.5rem; line-height: 1.1; margin: 0 0 .5rem; font-weight: 800; }
h2 { margin: 3.5rem 0 .25rem; font-size: 1.4rem; }
h3 { margin: 0 0 .5rem; font-size: 1.05rem; }
[lang=en] { opacity: .78; font-weight: 400; }
.lead { font-size: 1.15rem; margin: 0 0 2.5rem; }
nav, .screens { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
.go { display: block; padding: 1.1rem 1.25rem; border: 1px solid oklch(0.5 0.04 255); border-radius: .5rem; text-decoration: none; font-weight: 700; }
.go span { display: block; font-size: .9rem; }
a { color: inherit; text-underline-offset: .2em; }
a:hover { background: oklch(0.3 0.05 255); }
a:focus-visible { outline: 3px solid oklch(0.83 0.15 80); outline-offset: 3px; }
.screens { margin-top: 1.5rem; gap: 2rem; }
ul { list-style: none; margin: 0; padding: 0; }
li { padding: .35rem 0; }
li span { display: block; font-size: .85rem; }
`
