import { problems } from './problems-en.ts'

const n = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export const en = {
  tag: 'en',
  product: 'Anxing',
  console: 'Duty console',
  problems,
  rooms: { overview: 'Overview', alerts: 'Alerts', schedule: 'Schedule', content: 'Content', review: 'Review', show: 'What shows when', engagement: 'Engagement', desk: 'Anti-fraud desk', operations: 'Operations', audit: 'Audit log', people: 'People', account: 'Your account', learn: 'Question of the day' },
  common: {
    close: 'Close', cancel: 'Cancel', save: 'Save', saving: 'Saving…', retry: 'Try again', undo: 'Undo', delete: 'Delete', remove: 'Remove', search: 'Search',
    all: 'All', none: 'None', now: 'Now', loading: 'Loading…', on: 'On', off: 'Off', ago: (span: string) => `${span} ago`, until: (time: string) => `until ${time}`,
    since: (time: string) => `since ${time}`, remedy: 'What to do', skip: 'Skip to content', zone: 'Zone', device: 'Device', noZone: 'Between zones', more: (count: number) => `${count} more`, listed: ', ',
  },
  signIn: {
    title: 'Sign in', lead: 'For duty staff of the airport.', user: 'Name', password: 'Password', submit: 'Sign in', busy: 'Signing in…', caps: 'Caps lock is on.',
    show: 'Show password', hide: 'Hide password', expired: 'Your session has ended. Sign in again; you will return to where you were.',
  },
  frame: {
    notYours: 'Your account has no use of this page.', whoMay: (roles: string) => `It is for: ${roles}. Ask the administrator for the right.`,
    roles: { admin: 'administrator', author: 'author', reviewer1: 'first reviewer', reviewer2: 'second reviewer', reviewer3: 'third reviewer', publisher: 'publisher', duty: 'duty officer', robot_operator: 'robot operator', analyst: 'analyst', viewer: 'viewer' },
    raise: 'Raise alert', signOut: 'Sign out', keys: 'Keys', theme: 'Theme', system: 'As the system', light: 'Light', dark: 'Dark', language: 'Language', menu: 'Rooms',
    liveAlerts: (count: number) => n(count, 'alert live', 'alerts live'), live: 'Live', connecting: 'Connecting', reconnecting: 'Reconnecting',
    stale: (time: string) => `Out of date since ${time}`, staleHelp: 'The controller has not answered since then. Screens keep playing on their own; this page may be wrong.',
  },
  keys: {
    title: 'Keys', goTo: 'Go to a room', anywhere: 'Anywhere', inLists: 'In lists', raise: 'Raise an alert', help: 'Show these keys', search: 'Search in this room',
    close: 'Close what is open', nextPrevious: 'Next, previous', open: 'Open', release: 'Release the alert being written', enabled: 'Single-letter keys', then: 'then', or: 'or',
  },
  device: {
    states: { online: 'Online', stale: 'Stale', offline: 'Offline', never: 'Never seen' },
    stateHelp: {
      online: 'Connected to the broker.', stale: 'The broker lost it a moment ago; it counts as offline when it stays away.',
      offline: 'Not connected. It goes on playing what it has. Check power and network at its place.', never: 'Not paired yet, or never switched on. Open its page on the screen and enter the code here.',
    },
    roles: { screen: 'Wall', kiosk: 'Check-in point', robot: 'Robot', staff_wall: 'Staff wall' },
    would: 'What it would show now if it were connected.', reportedNow: 'By its own report', nothingReported: 'It has not reported yet.', standby: 'Standby screen', hold: 'Held by an operator', rest: 'Resting', showing: 'Shows', why: 'Why', health: 'Health', app: 'App', clockOffset: 'Clock offset',
    clockSteps: (count: number) => n(count, 'step', 'steps'), cache: 'Content held', outbox: 'Waiting to be sent', shed: (count: number) => `${count} shed`, refused: 'Refused messages', noneRefused: 'None',
    versions: 'Versions', programme: 'Programme', zoneAlerts: 'Zone alerts', events: 'Events received', lastSeen: 'Last seen', session: 'A passenger is using it',
    noSession: 'Nobody is using it', reportAt: 'Reported', pair: 'Pair', pairing: 'Pairing', pairTitle: 'Pair a screen', pairLead: 'Enter the six characters that the screen shows.', code: 'Pairing code', pairAction: 'Pair this screen', paired: 'Paired', notPaired: 'Not paired',
    pairedToast: (name: string) => `${name} is paired.`, identify: 'Identify', reload: 'Reload', identified: (name: string) => `${name} shows its name for a few seconds.`, reloaded: (name: string) => `${name} reloads its page.`,
    sayTitle: 'Let it say', sayHere: 'For where it is', sayElsewhere: 'Others', say: 'Say it', said: (name: string) => `${name} says it now.`, sayNone: 'No line is reviewed and published yet.', sayLines: 'Robot lines',
    alertThis: 'Alert here', showThis: 'What shows when', panel: 'Panel', viewing: (metres: number) => `read from ${metres} m`, id: 'Id', banners: 'Banners',
  },
  overview: {
    screens: (count: number) => n(count, 'screen', 'screens'), find: 'Find a screen, zone or place', plan: 'Plan', level: (ordinal: number) => (ordinal === 0 ? 'Ground floor' : `Level ${ordinal}`), list: 'Screens', state: 'State', name: 'Name', role: 'Role', since: 'Since',
    noMatch: 'No screen matches.', noMatchHelp: 'Clear the search or choose another state.', clear: 'Clear filters', noAlerts: 'No alert is live.', noAlertsHelp: 'Press a twice to raise one.', alerts: 'Live alerts', noDevices: 'This site has no screens yet.',
    noDevicesHelp: 'Devices come from the site’s file; add them there and restart the controller.', outOf: (shown: number, of: number) => `${shown} of ${of}`, planHelp: 'Marks are screens: hollow ones are away, red ones are aimed at by an alert. Open one here or in the list.',
  },
  severity: { yellow: 'Notice', orange: 'Warning', red: 'Urgent warning' },
  severityHelp: {
    yellow: 'Moderate. Good to know; nothing is lost yet.', orange: 'Severe. Passengers are being targeted now.', red: 'Extreme. Act at once. Asks you to confirm.',
  },
  presentation: { banner: 'Banner', takeover: 'Takeover' },
  presentationHelp: { banner: 'A red strip; what is on stays readable. A notice is always a banner.', takeover: 'Fills the screen and replaces what is on. A check-in point in use gets a banner until the passenger is done.' },
  alertState: { waiting: 'Waiting for a second person', live: 'Live', expired: 'Expired', cancelled: 'Cancelled', refused: 'Refused' },
  raise: {
    title: 'Raise an alert', updateTitle: 'Update an alert', template: 'Template', blank: 'Blank', blankHelp: 'Write your own words.', useWhen: 'For:', words: 'Words', zh: 'Chinese', en: 'English', headline: 'Headline', description: 'Why, and what to know', instruction: 'The one action', about: 'About', area: 'Where',
    headlineHelp: 'A bar | marks where the line may break.', aboutHelp: 'e.g. ZZ5137 Shanghai · cancelled', ofAtMost: (length: number, most: number) => `${length} / ${most}`, tooLong: 'Longer than a passing reader takes in', reads: (seconds: number) => `about ${seconds} s to read`,
    where: 'Where', zones: 'Zones', kinds: 'By kind of zone', rolesTitle: 'Only these kinds of screen', rolesHelp: 'None chosen means all.', devices: 'Single screens', addDevice: 'Add a screen by name', how: 'How', severityTitle: 'Severity', presentationTitle: 'Presentation', move: 'The move', scam: 'Scam',
    expires: 'Shown for', custom: 'minutes', until: (time: string) => `until ${time}`, minutes: (m: number) => (m < 60 ? `${m} min` : m % 60 === 0 ? `${m / 60} h` : `${Math.floor(m / 60)} h ${m % 60} min`), preview: 'Preview', noPreview: 'Choose where, and the screens appear here.',
    reach: (screens: number, zones: number) => `${n(screens, 'screen', 'screens')} in ${n(zones, 'zone', 'zones')}`, online: (online: number) => `${online} online`, reachNone: 'No screen yet', reachNoneHelp: 'Choose zones, or single screens.', counting: 'Counting…',
    release: 'Release', releaseUpdate: 'Release the update', busy: 'Releasing…', releaseKey: 'Ctrl + Enter', needs: 'Still needed', needZh: 'a Chinese headline', needEn: 'an English headline', needWhere: 'where it shows', needTime: 'a time between 1 minute and 24 hours', secondPerson: 'A second person will have to release it.',
    confirmTitle: 'Release an urgent warning?', confirmLead: (screens: number, until: string) => `It takes over ${n(screens, 'screen', 'screens')} until ${until}.`, confirmBanner: (screens: number, until: string) => `It puts a red strip on ${n(screens, 'screen', 'screens')} until ${until}.`, confirmType: (screens: number) => `Type ${screens}, the number of screens, to release.`, confirmField: 'Number of screens', keepEditing: 'Keep editing',
    started: (headline: string) => `“${headline}” is released.`, updated: (headline: string) => `“${headline}” is updated.`, waits: (headline: string) => `“${headline}” waits for a second person.`, clearAll: 'Clear', onlyHere: 'Only here', clickPlan: 'Click zones on the plan, or tick them here.', selectedLeaves: (count: number) => n(count, 'zone', 'zones'),
  },
  alert: {
    coverage: 'Who has shown it', targeted: 'Targeted', shown: 'Shown', waiting: 'On the way', held: 'Held', offline: 'Offline', missed: 'Missed', median: 'Median', p95: '95 %', screens: 'Screens', time: 'Time', state: 'State', todo: 'What to do',
    why: {
      waiting: 'Sent; the screen answers within a moment.', held: 'Online, but something of higher rank or a passenger’s session is on it. It follows by itself.',
      offline: 'It shows the alert by itself when it comes back in time. If it must be seen there, send someone; check power and network.', missed: 'Online and silent. Look at the screen, or reload it; if it stays silent, send someone.',
    },
    whyEnded: {
      waiting: 'It was sent; no answer came before the alert ended.', held: 'Something of higher rank or a passenger’s session was on it until the alert ended. It did not show the alert.',
      offline: 'Not connected, and it never said that it showed the alert; it will not show it any more. Check power and network at its place.', missed: 'It was online and did not answer. Look at the screen, or reload it; if it stays silent, send someone.',
    },
    whyNever: 'The alert was never released. It is on no screen.', whyUnreleased: 'The alert is on no screen until it is released.',
    remaining: 'Remaining', ended: 'Ended', raisedBy: 'Raised by', releasedBy: 'Released by', by: 'by', endedBy: 'Ended by', system: 'by itself', version: (v: number) => `version ${v}`, update: 'Update', extend: 'Extend', cancel: 'Cancel alert', cancelTitle: 'Cancel this alert?', cancelLead: 'It leaves all screens at once.', keep: 'Keep it',
    release: 'Release', refuse: 'Refuse', waitingLead: (by: string) => `${by} raised this. It is on no screen until a second person releases it.`, ownWaiting: 'You raised this. A second person has to release it.', cancelled: 'The alert is cancelled.', extended: (until: string) => `Shown until ${until}.`, released: 'The alert is released.', refused: 'The alert is refused.',
    target: 'Target', notFound: 'There is no such alert.', goHistory: 'All alerts', none: 'None', template: 'Template', again: 'Raise again',
  },
  history: {
    title: 'Alerts', live: 'Live and waiting', past: 'Ended', empty: 'No alert has been raised yet.', emptyHelp: 'Press a twice, choose a template, and see who has shown it within a second.', noneLive: 'Nothing is live.', headline: 'Headline', raised: 'Raised', released: 'Released', ended: 'Ended', coverage: 'Shown', state: 'State', find: 'Find in alerts', noMatch: 'No alert matches.',
  },
  levels: { default: 'Default', scheduled: 'Scheduled', event: 'Event', alert: 'Alert', emergency: 'Emergency' },
  levelHelp: { default: 'Always there, below all else.', scheduled: 'Replaces the default while it lasts.', event: 'Replaces scheduled and default; they resume by the clock.' },
  schedule: {
    title: 'Schedule', add: 'New entry', group: 'Group by', byZone: 'Zone', byLevel: 'Level', empty: 'Nothing is scheduled.', emptyHelp: 'Without entries the screens play the default loop. Add the first one.', find: 'Find in schedule', noMatch: 'No entry matches.', name: 'Name', playlist: 'Playlist', zones: 'Zones', when: 'When', level: 'Level', weight: 'Weight', share: 'Share of turns',
    state: 'State', states: { sample: 'Sample', draft: 'Draft', live: 'Live', withdrawn: 'Withdrawn' }, from: 'From', until: 'Until', startDay: 'First day', repeats: 'Repeats', once: 'Once', daily: 'Every day', weekdays: 'Weekdays', weekly: 'On days of the week', monthly: 'On a day of the month', custom: 'Own rule', rule: 'RRULE (RFC 5545)',
    monthDay: 'Day of the month', days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], except: 'Days left out', exceptHelp: 'Dates as 2026-12-25, separated by commas', moments: 'Only items for', momentsHelp: 'None chosen means all items.', nextDay: 'next day', fullDay: 'all day',
    dayStrip: 'The day, 0 to 24', newTitle: 'New schedule entry', editTitle: 'Edit schedule entry', saved: (name: string) => `“${name}” is saved.`, deleted: (name: string) => `“${name}” is deleted.`, restored: (name: string) => `“${name}” is back.`, changes: 'This edit reaches', changesNone: 'No screen yet: choose zones.', shareLead: (time: string) => `At its next start, ${time}, it plays against:`, shareAlone: (time: string) => `At its next start, ${time}, it plays alone at its level.`,
    outranked: 'A higher level is on then; it plays when that ends.', never: 'This never happens: no day fits the rule.', warnings: (count: number) => n(count, 'planner warning', 'planner warnings'), warningsLead: 'What the planner could not do as asked', itemsOf: (count: number) => n(count, 'item', 'items'), problems: 'Please mend', needName: 'A name', needZones: 'At least one zone', needRule: 'A rule that the planner takes', needTimes: 'Times as 08:30', openPlaylist: 'Open playlist',
    nextStart: (time: string) => `Its next start would be ${time}.`, notLive: 'Not live: no screen shows it until it is set live.', listNotLive: 'the playlist has to be set live, too', itemsNotLive: (count: number) => `${n(count, 'item is', 'items are')} not reviewed yet`,
    nothingLive: 'Nothing reviewed is live yet.', nothingLiveHelp: 'Screens show the standby picture until content is reviewed, published and scheduled. In the content room choose shipped samples and hand them in, or write your own; once they have passed and are published, open the entry, choose Live and save.',
    secondPerson: 'Alerts of whoever may not release alone wait for a second person.', openSchedule: 'Open the schedule', openEntry: (name: string) => `Entry “${name}”`, openPlaylistNamed: (name: string) => `Playlist “${name}”`,
  },
  moments: {
    before_checkin: 'before check-in', checkin: 'check-in', security: 'security', gate_wait: 'waiting at the gate', delay_event: 'delays', intl_departure: 'international departure', baggage: 'baggage', arrivals: 'arrivals', taxi_queue: 'taxi queue', shift_change: 'change of shift',
  },
  zoneKinds: {
    landside_hall: 'Landside halls', checkin: 'Check-in', id_desk: 'ID desk', security_queue: 'Security queues', airside_seats: 'Airside seating', gate: 'Gates', intl_checkin: 'International check-in', intl_gate: 'International gates', baggage: 'Baggage', arrivals: 'Arrivals', taxi: 'Taxi and ride-hailing', atm_shop: 'ATMs and shops', staff_corridor: 'Staff corridors',
  },
  itemKinds: { poster: 'Poster', video: 'Video', case: 'True case', quiz: 'Question', class: 'Class', ticker: 'Ticker' },
  show: {
    title: 'What shows here at this time, and why', device: 'Screen', when: 'When', preview: 'On the screen', reasons: 'Why', next: 'Next', nothingNext: 'Nothing follows within the programme.', at: (time: string) => `at ${time}`, scrub: 'Time', timeline: 'The coming 48 hours', from: (time: string) => `since ${time}`, beyond: 'Beyond 48 hours the controller plans on the fly.', ofItem: (at: string, of: string) => `${at} of ${of}`, entry: 'Entry', level: 'Level', following: 'Following the clock', coming: 'Coming up', shares: 'Shares of this stretch', turns: 'Turns', time: 'Time', date: 'Day', clock: 'Time', follow: 'Follow the clock',
  },
  reasons: {
    'main/emergency': 'An airport emergency overrides everything.', 'main/alert': 'An alert takes over the screen.', 'main/slot': 'It is scheduled:', 'main/fallback': 'The programme has run out; the fallback loop plays.', 'main/standby': 'No programme for this zone yet: nothing reviewed is scheduled here. The standby screen stands.', 'main/rotating': 'Alerts of equal rank take turns of 10 s.',
    'alert/outranked': 'An alert waits below a higher one.', 'alert/held-by-session': 'An alert is a banner while a passenger uses the screen.', 'alert/other-role': 'An alert is for other kinds of screen.', 'alert/not-actual': 'An exercise or test is never shown as live.', 'alert/not-yet': 'An alert is not in effect yet.', 'alert/expired': 'An alert has expired.', 'alert/banner': 'An alert shows as a banner.', 'alert/banner-full': 'Two banners are on already; an alert waits.',
    'slot/level': 'Level', 'slot/entry': 'Schedule entry', 'slot/until': 'This stretch lasts until', 'audio/none': 'Silent: nobody speaks in this zone.', 'audio/other-speaker': 'Silent: another device of the zone speaks now.', 'audio/quiet-hours': 'Silent: quiet hours.', 'audio/public-address': 'Silent: a public address is on.', 'audio/talk': 'Silent: somebody gives a talk nearby.', 'audio/speaker': 'This device speaks for the zone now.', 'session/on': 'A passenger is using it.',
    'robot/held': 'An operator holds it, until', 'robot/ahead': 'An operator moved it on to the next item; back in step at', 'robot/rests': 'Quiet hours: it rests, until',
  } as Record<string, string>,
  operations: {
    title: 'Operations', parts: 'Parts', jobs: 'Jobs on the clock', name: 'Job', when: 'When', last: 'Last run', result: 'Result', next: 'Next run', never: 'not yet', ok: 'Well', failed: 'Failed', unwell: 'Needs attention', waits: 'Waits for its first run', ready: 'Every part is well.', notReady: 'A part needs attention; screens go on by themselves.', empty: 'No job is set up.',
    partNames: { audit: 'Audit log', store: 'Store', link: 'Link', programmes: 'Programmes', facts: 'Published facts', content: 'Content', devices: 'Devices', schedule: 'Schedule', alerts: 'Alerts', engagement: 'Engagement', alarms: 'Alarms', jobs: 'Jobs', broker: 'Broker' } as Record<string, string>,
    jobNames: { 'audit-checkpoint': 'Audit checkpoint', 'audit-verify': 'Verify the audit log', replan: 'Plan anew', 'forget-programmes': 'Forget old programmes', 'forget-events': 'Forget old events', 'erase-sessions': 'Erase session marks', 'sweep-sessions': 'Forget old sign-ins', 'forget-alarms': 'Forget old alarms' } as Record<string, string>,
  },
  engagement: {
    lead: 'What passengers did at the check-in points, without identity, and what the screens played.', zone: 'Zone', plays: 'Plays', playTime: 'Hours on screen', range: 'Range', today: 'Today', days7: '7 days', days30: '30 days', custom: 'Dates', from: 'From', to: 'To', suppressedHelp: 'Fewer than ten sessions are never shown, so that nobody can be told apart.',
    gaps: (count: number) => `${n(count, 'event', 'events')} known to be missing: a device dropped them before they were stored.`, noGaps: 'No event is missing.', quarantined: (count: number) => `${n(count, 'event', 'events')} set aside because they did not fit the schema.`, noQuarantine: 'No event was set aside.', empty: 'No engagement in this range.', emptyHelp: 'Choose a longer range, or touch a check-in point: it appears here within seconds.', total: 'Sum of what is shown', byDevice: 'Events received by device', quality: 'How complete this is', kept: 'in all',
  },
}
export type Strings = typeof en
