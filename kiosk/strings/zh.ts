/** Every Chinese string of the kiosk app. `|` marks where a headline may break. Placeholders stand in braces. */
export const zh = {
  // check-in point: the loop
  invite: '碰一下，|练一练',
  inviteLine: '三道题，一分钟，不留个人信息',
  begin: '开始',
  paidAsk: '已经转账了？',
  helpAsk: '叫人',

  // the anti-fraud desk
  deskOpen: '反诈咨询台现在有人',
  deskClosed: '反诈咨询台现在无人，急事拨 110',

  // the bar
  toEnglish: 'English',
  toChinese: '中文',

  // already paid
  coming: '工作人员正在过来',
  called: '已通知工作人员',

  // time-out
  stillHere: '还在吗？',
  stillLine: '{n} 秒后结束，不留任何记录',
  goOn: '继续',

  // pairing and trouble
  pairHead: '把这块屏|接入机场',
  pairDo: '在控制台“总览”里点开这块屏，按“配对”，输入这个代码',
  pairWait: '确认后自动开始播放。代码十分钟内有效，到时会换新的。',
  pairNone: '正在向控制器要代码……',
  pairOffline: '暂时连不上控制器，正在重试。请检查网络。',
  pairNoDevice: '没有名为“{id}”的屏，或这里不能自动接入。',
  pairNoDeviceDo: '去掉地址里的 ?device=，用代码接入。',
  secondHead: '这块屏|已在别处打开',
  secondLine: '同一块屏只能开一个窗口。关掉另一个，这里自动接上。',
  insecureHead: '这个地址|不安全',
  insecureLine: '浏览器只在 HTTPS 或本机地址下提供存储和验签。',
  insecureDo: '给控制器配上证书（ANXING_TLS_CERT、ANXING_TLS_KEY），用 https:// 打开；或在本机打开 http://localhost。',
  identify: '这块屏是',
} as const
