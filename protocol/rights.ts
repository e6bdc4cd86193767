/** Who may do what. Roles are what people are; rights are what routes ask for; the table between them is this file alone. */

export const staffRoles = ['admin', 'author', 'reviewer1', 'reviewer2', 'reviewer3', 'publisher', 'duty', 'robot_operator', 'analyst', 'viewer'] as const
export type StaffRole = (typeof staffRoles)[number]

export const rights = [
  /** Look at screens, schedule, content and alerts. Whoever is signed in. */
  'read',
  /** Read and export what passengers did. */
  'report',
  /** Write drafts of items, playlists and alert templates, upload media, submit for review, comment. */
  'author',
  /** Pass or refuse what waits for the first, second, third review. */
  'review1', 'review2', 'review3',
  /** Put on screens what all its reviewers have passed. */
  'publish',
  /** Take content off every screen at once; bring it back. */
  'withdraw',
  /** Schedule entries, presets and talks. */
  'schedule',
  /** Raise, change and cancel alerts. */
  'raise',
  /** Be the second person who lets an alert go out or turns it down, and review afterwards what one person released. */
  'release',
  /** Command any screen and set its volume. */
  'operate',
  /** Command robots. */
  'operate_robots',
  /** Say which screen is which device. */
  'pair',
  /** Enter case counts and other figures from outside, with their source. */
  'analyse',
  /** Open and close the anti-fraud desk, redeem passengers' word codes. */
  'desk',
  /** Read, verify and export the audit log. */
  'audit',
  /** People, organisations, keys, jobs and settings. */
  'manage',
] as const
export type Right = (typeof rights)[number]

const rightsOfRole: Record<StaffRole, readonly Right[]> = {
  // May all; that nobody reviews their own and that three reviews are three people holds for administrators, too.
  admin: rights,
  author: ['read', 'report', 'author'],
  reviewer1: ['read', 'report', 'review1'],
  reviewer2: ['read', 'report', 'review2'],
  reviewer3: ['read', 'report', 'review3'],
  publisher: ['read', 'report', 'publish', 'withdraw', 'schedule', 'release'],
  duty: ['read', 'report', 'withdraw', 'schedule', 'raise', 'release', 'operate', 'operate_robots', 'pair', 'desk'],
  robot_operator: ['read', 'operate_robots'],
  analyst: ['read', 'report', 'analyse'],
  viewer: ['read', 'report'],
}

const isRole = (role: string): role is StaffRole => staffRoles.some((known) => known === role)

/** All rights of somebody with these roles, in the order of `rights`; unknown roles give none. */
export function rightsOf(roles: readonly string[]): Right[] {
  const held = new Set(roles.filter(isRole).flatMap((role) => rightsOfRole[role]))
  return rights.filter((right) => held.has(right))
}

/** Whether somebody with these roles has `right`. */
export const mayDo = (right: Right, roles: readonly string[]): boolean => roles.filter(isRole).some((role) => rightsOfRole[role].includes(right))

/** Who is asked for a second step where the site has set that: whoever can put words on screens or hand out rights. `mayRelease`: lets alerts go out alone. */
export const needsSecondStep = (roles: readonly string[], mayRelease: boolean): boolean =>
  mayRelease || (['publish', 'release', 'manage'] as const).some((right) => mayDo(right, roles))
