import type { zh } from './zh.ts'

/** Every English string of the kiosk app. */
export const en: Record<keyof typeof zh, string> = {
  invite: 'Tap to practise',
  inviteLine: 'Three questions, one minute, no personal data',
  begin: 'Start',
  paidAsk: 'Already paid?',
  helpAsk: 'Help',

  deskOpen: 'The anti-fraud desk is staffed now',
  deskClosed: 'The anti-fraud desk is not staffed; urgent: call 110',

  toEnglish: 'English',
  toChinese: '中文',

  coming: 'Somebody is coming',
  called: 'Staff have been told',

  stillHere: 'Still there?',
  stillLine: 'This ends in {n} s. Nothing is kept.',
  goOn: 'Continue',

  pairHead: 'Connect this screen',
  pairDo: 'In the console: Overview, this screen, Pair; enter this code',
  pairWait: 'It starts by itself once confirmed. A code lasts ten minutes, then a new one appears.',
  pairNone: 'Asking the controller for a code …',
  pairOffline: 'The controller cannot be reached. Trying again. Please check the network.',
  pairNoDevice: 'There is no screen “{id}”, or it may not pair by itself here.',
  pairNoDeviceDo: 'Remove ?device= from the address and pair with a code.',
  secondHead: 'Already open elsewhere',
  secondLine: 'One screen, one window. Close the other and this one takes over.',
  insecureHead: 'Not a secure address',
  insecureLine: 'Browsers give storage and signature checks only to HTTPS or to this machine itself.',
  insecureDo: 'Give the controller a certificate (ANXING_TLS_CERT, ANXING_TLS_KEY) and open https://, or open http://localhost on the machine itself.',
  identify: 'This screen is',
}
