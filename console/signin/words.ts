import type { UiLanguage } from '../strings/index.ts'

type Words = {
  by: (provider: string) => string; or: string; code: string; codeLead: string; recovery: string; recoveryLead: string; useRecovery: string; useCode: string; confirm: string; back: string
  password: string; passwordLead: string; enrol: string; enrolLead: string; signOut: string
}

export const words: Record<UiLanguage, Words> = {
  'zh-CN': {
    by: (provider) => `用${provider}登录`, or: '或', code: '两步验证', codeLead: '请输入手机验证器上的六位数字。', recovery: '备用码', recoveryLead: '请输入一个备用码，每个只能用一次。', useRecovery: '手机不在身边？用备用码', useCode: '改用验证器', confirm: '确认', back: '返回',
    password: '设置自己的密码', passwordLead: '您用的是管理员设置的一次性密码。换成只有您知道的密码后，即可继续。', enrol: '设置两步验证', enrolLead: '本站要求您的角色使用两步验证。设置一次即可，约需一分钟。', signOut: '退出登录',
  },
  en: {
    by: (provider) => `Sign in by ${provider}`, or: 'or', code: 'Second step', codeLead: 'Give the six digits of your phone’s authenticator.', recovery: 'Recovery code', recoveryLead: 'Give one of your recovery codes; each counts once.', useRecovery: 'No phone at hand? Use a recovery code', useCode: 'Use the authenticator', confirm: 'Confirm', back: 'Back',
    password: 'Choose your own password', passwordLead: 'You signed in with a one-time password that an administrator set. Choose one that only you know; then you go on.', enrol: 'Set up a second step', enrolLead: 'This site asks your roles for a second step. It is set up once and takes about a minute.', signOut: 'Sign out',
  },
}
