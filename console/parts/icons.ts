/** Line drawings on a 16-unit grid, drawn with a 1.5 stroke. */
export const icons = {
  overview: 'M2.5 3.5h11v7h-11zM6 13.5h4M8 10.5v3',
  alerts: 'M8 2.5l6 10.5H2zM8 6.5v3M8 11.2v.1',
  schedule: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2v3M10.5 2v3',
  content: 'M2.5 2.5h7v7h-7zM6.5 9.5v4h7v-7h-4',
  review: 'M3 2.5h10v11H3zM5.5 6l1.2 1.2L9 5M5.5 10.5h5',
  show: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M8 5v3l2 2',
  engagement: 'M3 13.5V9M8 13.5V3M13 13.5V6.5',
  desk: 'M2 6.5h12v2.5H2zM3.5 9v4.5M12.5 9v4.5M5.5 6.5v-3h5v3',
  operations: 'M2.5 9h2.5l1.5-5.5l3 9L11 7l.8 2h1.7',
  audit: 'M3.5 2.5h9v11h-9zM6 5.5h4M6 8h4M6 10.5h2',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9M10.3 10.3l3.2 3.2',
  close: 'M4 4l8 8M12 4l-8 8',
  menu: 'M2.5 5h11M2.5 11h11',
  plus: 'M8 3v10M3 8h10',
  up: 'M8 12.5v-9M4.5 7L8 3.5L11.5 7',
  down: 'M8 3.5v9M4.5 9L8 12.5L11.5 9',
  next: 'M6 3.5L10.5 8L6 12.5',
  previous: 'M10 3.5L5.5 8L10 12.5',
  check: 'M3 8.5l3.2 3.2L13 5',
} as const
export type Icon = keyof typeof icons
