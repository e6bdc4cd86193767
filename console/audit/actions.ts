import type { UiLanguage } from '../strings/index.ts'

type Named = readonly [zh: string, en: string]

/** What each route that leaves a trace does, in words; whether it was done or refused stands beside it. A test holds that none is left out. */
const actions: Record<string, Named> = {
  'POST /api/session': ['登录', 'Sign in'],
  'DELETE /api/session': ['退出登录', 'Sign out'],
  'PUT /api/staff': ['设置账号', 'Set up an account'],
  'DELETE /api/staff/:id': ['删除账号', 'Remove an account'],
  'PUT /api/devices/:id': ['调整屏幕', 'Adjust a screen'],
  'POST /api/devices/:id/command': ['向屏幕下指令', 'Order a screen'],
  'POST /api/devices/:id/pair': ['配对屏幕', 'Pair a screen'],
  'POST /api/alarms/:id/acknowledge': ['确认告警', 'Acknowledge an alarm'],
  'POST /api/alerts': ['发起预警', 'Raise an alert'],
  'PUT /api/alerts/:id': ['修改预警', 'Change an alert'],
  'POST /api/alerts/:id/cancel': ['撤下预警', 'Cancel an alert'],
  'POST /api/alerts/:id/release': ['放行预警', 'Release an alert'],
  'POST /api/alerts/:id/refuse': ['驳回预警', 'Turn down an alert'],
  'GET /api/audit/export': ['导出审计日志', 'Export the audit log'],
  'POST /api/items/:id/withdraw': ['撤下内容', 'Withdraw an item'],
  'POST /api/items/:id/restore': ['恢复内容', 'Bring back an item'],
  'PUT /api/phones/:id': ['更新电话号码', 'Update a telephone number'],
  'POST /api/playlists': ['新建节目单', 'Make a playlist'],
  'PUT /api/playlists/:id': ['修改节目单', 'Change a playlist'],
  'DELETE /api/playlists/:id': ['删除节目单', 'Remove a playlist'],
  'POST /api/playlists/:id/withdraw': ['撤下节目单', 'Withdraw a playlist'],
  'POST /api/playlists/:id/restore': ['恢复节目单', 'Bring back a playlist'],
  'POST /api/keys/rotate': ['预告新的站点密钥', 'Announce the next site key'],
  'POST /api/keys/finish': ['启用新的站点密钥', 'Let the next site key sign'],
  'PUT /api/desk': ['设置咨询台状态', 'Set the desk\'s state'],
  'POST /api/desk/redeem': ['兑换打卡口令', 'Redeem a word code'],
  'POST /api/revisions': ['起草', 'Write a draft'],
  'PUT /api/revisions/:kind/:id/:version': ['保存草稿', 'Save a draft'],
  'DELETE /api/revisions/:kind/:id/:version': ['丢弃草稿', 'Throw a draft away'],
  'POST /api/revisions/:kind/:id/:version/submit': ['送审', 'Hand in for review'],
  'POST /api/revisions/:kind/:id/:version/recall': ['撤回送审', 'Take back from review'],
  'POST /api/revisions/:kind/:id/:version/decide': ['审核', 'Review'],
  'POST /api/revisions/decide': ['批量审核', 'Review several'],
  'POST /api/revisions/publish': ['发布', 'Publish'],
  'POST /api/revisions/adopt': ['将现有内容送审', 'Hand in what was shipped'],
  'POST /api/revisions/:kind/:id/:version/comments': ['批注', 'Comment'],
  'POST /api/revisions/:kind/:id/:version/restore': ['以旧版本起草', 'Draft from an old version'],
  'PUT /api/review/stages': ['设定审核级数', 'Set how many reviews'],
  'POST /api/schedule': ['新建排期', 'Make a schedule entry'],
  'PUT /api/schedule/:id': ['修改排期', 'Change a schedule entry'],
  'DELETE /api/schedule/:id': ['删除排期', 'Remove a schedule entry'],
  'POST /api/schedule/batch': ['批量修改排期', 'Change several schedule entries'],
  'POST /api/presets/:id/apply': ['应用区域预设', 'Apply a preset'],
  'POST /api/presets/applied/:id/revert': ['撤销区域预设', 'Take a preset back'],
  'POST /api/talks': ['安排讲座', 'Arrange a talk'],
  'PUT /api/talks/:id': ['修改讲座', 'Change a talk'],
  'DELETE /api/talks/:id': ['取消讲座', 'Call a talk off'],
  'POST /api/media': ['上传媒体', 'Upload a file'],
  'DELETE /api/media/:sha256': ['删除媒体', 'Delete a file'],
  'POST /api/kpi': ['录入外部数字', 'Enter a figure from outside'],
  'PUT /api/kpi/:id': ['修改外部数字', 'Set a figure from outside right'],
  'DELETE /api/kpi/:id': ['删除外部数字', 'Take a figure from outside away'],
  job: ['定时任务', 'Timed job'],
  'POST /api/jobs/:name/run': ['立即运行任务', 'Run a job now'],
}

/** What was done, in the reader's language; what the table does not know stands as the route says it. */
export function actionWords(action: string, language: UiLanguage): { text: string; known: boolean } {
  const found = actions[action.startsWith('job ') ? 'job' : action]
  return found ? { text: language === 'en' ? found[1] : found[0], known: true } : { text: action, known: false }
}
