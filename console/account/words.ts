import type { Right } from '../../protocol/rights.ts'
import type { UiLanguage } from '../strings/index.ts'

type Words = {
  who: string; user: string; organisation: string; noOrganisation: string; roles: string; may: string; alone: string; linked: (provider: string) => string
  rights: Record<Right, string>
  password: { title: string; lead: string; current: string; oneTime: string; wanted: string; again: string; rule: string; differs: string; save: string; saved: string; none: string; change: string }
  step: {
    title: string; on: string; off: string; lead: string; required: string; recoveryLeft: (count: number) => string; few: string
    setUp: string; takeOff: string; renew: string; takeOffTitle: string; renewTitle: string; codeFor: string; done: string; removed: string; ownPassword: string
    scan: string; scanHelp: string; typed: string; qr: string; code: string; codeHelp: string; confirm: string; begin: string
    codes: string; codesLead: string; copy: string; copied: string; kept: string; goOn: string
  }
  sessions: { title: string; lead: string; own: string; unknown: string; byProvider: string; since: string; used: string; until: (time: string) => string; end: string; endOthers: string; ended: string; endedAll: string; none: string }
}

export const words: Record<UiLanguage, Words> = {
  'zh-CN': {
    who: '我的账号', user: '用户名', organisation: '所属单位', noOrganisation: '未登记', roles: '角色', may: '可以做的事', alone: '可单独发布预警，无须第二人。', linked: (provider) => `已与${provider}关联，可用它登录。`,
    rights: {
      read: '查看屏幕、排期、内容和预警', report: '查看并导出互动数据', author: '撰写内容并送审', review1: '一审', review2: '二审', review3: '三审', publish: '发布已通过审核的内容', withdraw: '立即撤下或恢复内容', schedule: '编排排期、方案和广播让音',
      raise: '起草、更改和取消预警', release: '作为第二人发布或驳回预警', operate: '操作屏幕、调节音量', operate_robots: '操作机器人', pair: '配对屏幕', analyse: '录入外部数字', desk: '咨询台开台、收台、兑换口令', audit: '查阅和核验操作日志', manage: '管理人员、单位、密钥和设置',
    },
    password: { title: '密码', lead: '更换后，其他浏览器上的登录都会失效。', current: '当前密码', oneTime: '一次性密码', wanted: '新密码', again: '再输一次', rule: '至少 10 个字符，一句话最好记；不要包含用户名。', differs: '两次输入不一致。', save: '更换密码', saved: '密码已更换，其他浏览器上的登录已失效。', none: '此账号没有密码，请用统一认证登录。', change: '更换密码' },
    step: {
      title: '两步验证', on: '已开启', off: '未开启', lead: '登录时除密码外，再输入手机验证器上的六位数字。有人偷看到密码也登录不了。', required: '本站要求您的角色使用两步验证。', recoveryLeft: (count) => `还剩 ${count} 个备用码`, few: '备用码快用完了，请换一批。',
      setUp: '开启两步验证', takeOff: '关闭', renew: '换一批备用码', takeOffTitle: '关闭两步验证？', renewTitle: '换一批备用码', codeFor: '请输入验证器上的数字以确认。', done: '两步验证已开启。', removed: '两步验证已关闭。', ownPassword: '请先输入您的密码',
      scan: '用验证器扫描', scanHelp: '在手机上打开任意验证器应用（如 Microsoft Authenticator、腾讯身份验证器），扫描二维码。', typed: '无法扫描时，请手动输入', qr: '二维码', code: '六位数字', codeHelp: '再输入验证器此刻显示的六位数字。', confirm: '确认', begin: '继续',
      codes: '请保存这十个备用码', codesLead: '手机不在身边时，每个备用码可代替验证码登录一次。以后不会再显示，请打印或抄下，不要存在同一部手机里。', copy: '复制', copied: '已复制。', kept: '我已保存好', goOn: '完成',
    },
    sessions: { title: '登录状态', lead: '这些浏览器现在以您的账号登录。不认得的请立即结束，并更换密码。', own: '本浏览器', unknown: '未知浏览器', byProvider: '经统一认证', since: '登录于', used: '最近使用', until: (time) => `最迟 ${time} 失效`, end: '结束', endOthers: '结束其他全部', ended: '已结束。', endedAll: '其他登录都已结束。', none: '没有登录。' },
  },
  en: {
    who: 'Your account', user: 'User name', organisation: 'Organisation', noOrganisation: 'not entered', roles: 'Roles', may: 'What they allow', alone: 'May release alerts alone, without a second person.', linked: (provider) => `Linked with ${provider}: you may sign in by it.`,
    rights: {
      read: 'look at screens, schedule, content and alerts', report: 'read and export engagement', author: 'write content and hand it in for review', review1: 'first review', review2: 'second review', review3: 'third review', publish: 'publish what has passed review', withdraw: 'take content off at once, and bring it back', schedule: 'schedule entries, presets and talks',
      raise: 'raise, change and cancel alerts', release: 'release or refuse alerts as the second person', operate: 'command screens, set their volume', operate_robots: 'command robots', pair: 'pair screens', analyse: 'enter figures from outside', desk: 'open and close the desk, redeem word codes', audit: 'read and verify the audit log', manage: 'see to people, organisations, keys and settings',
    },
    password: { title: 'Password', lead: 'Every other browser you are signed in on is signed out.', current: 'Present password', oneTime: 'One-time password', wanted: 'New password', again: 'Once more', rule: 'At least 10 characters; a sentence is easy to remember. Not your user name.', differs: 'The two are not the same.', save: 'Change password', saved: 'Password changed. Other browsers are signed out.', none: 'This account has no password: sign in by the provider.', change: 'Change password' },
    step: {
      title: 'Second step', on: 'On', off: 'Off', lead: 'After the password you give the six digits that your phone’s authenticator shows. Whoever saw your password cannot get in.', required: 'This site asks your roles for a second step.', recoveryLeft: (count) => `${count} recovery ${count === 1 ? 'code' : 'codes'} left`, few: 'Few recovery codes are left: make new ones.',
      setUp: 'Set up a second step', takeOff: 'Take off', renew: 'New recovery codes', takeOffTitle: 'Take the second step off?', renewTitle: 'New recovery codes', codeFor: 'Give the digits of your authenticator to confirm.', done: 'The second step is on.', removed: 'The second step is off.', ownPassword: 'Your password first',
      scan: 'Scan with an authenticator', scanHelp: 'Open any authenticator app on your phone (Microsoft, Google, Aegis, …) and scan the code.', typed: 'Cannot scan? Type this', qr: 'QR code', code: 'Six digits', codeHelp: 'Then give the six digits that it shows now.', confirm: 'Confirm', begin: 'Go on',
      codes: 'Keep these ten recovery codes', codesLead: 'Without the phone, each lets you in once in the place of a code. They are not shown again: print them or write them down, and not on the same phone.', copy: 'Copy', copied: 'Copied.', kept: 'I have kept them', goOn: 'Done',
    },
    sessions: { title: 'Where you are signed in', lead: 'These browsers are signed in as you. End any that you do not know, and change your password.', own: 'This browser', unknown: 'Unknown browser', byProvider: 'by the provider', since: 'Signed in', used: 'Last used', until: (time) => `ends ${time} at the latest`, end: 'End', endOthers: 'End all others', ended: 'Ended.', endedAll: 'All others have ended.', none: 'Not signed in anywhere.' },
  },
}
