/** Every Chinese string of the kiosk app. `|` marks where a headline may break. Placeholders stand in braces. */
export const zh = {
  // check-in point: the loop
  invite: '碰一下，|练一练',
  inviteLine: '三道题，一分钟，不留个人信息',
  begin: '开始',
  paidAsk: '已经转账了？',
  casesTitle: '身边的真事',

  // the anti-fraud desk
  deskOpen: '反诈咨询台现在有人',
  deskClosed: '反诈咨询台现在无人，急事拨 110',
  codeAsk: '今天到反诈咨询台，说出这四个词',

  // the bar
  elderOn: '大字',
  elderOff: '标准字',
  toEnglish: 'English',
  toChinese: '中文',
  home: '返回',
  end: '结束',
  helpAsk: '叫人',
  barLabel: '操作栏',

  // quiz
  progress: '第 {n} 题，共 {of} 题',
  right: '答对了',
  wrong: '差一点',
  rightAnswer: '这样做',
  yourAnswer: '您选的是',
  sayAloud: '大声说一遍',
  next: '下一题',
  finish: '完成',
  genuine: '这次是真的',
  scam: '这是骗局',

  // cases
  step: '第 {n} 步，共 {of} 步',
  casesPick: '选一个故事',
  onward: '接着看',
  backward: '上一步',
  turn: '关键一步',

  // already paid
  paidHead: '先别慌，|马上做这四件事',
  paid1: '停',
  paid1Line: '断开通话和屏幕共享，不再转一分钱',
  paid2: '报',
  paid2Line: '拨打 {tel}，或找身边的民警',
  paid3: '存',
  paid3Line: '留好转账记录、聊天和对方账号',
  paid4: '防',
  paid4Line: '说能“追回”的，是第二次骗您',
  paidBack: '知道了',
  paidCall: '叫人过来帮我',
  coming: '工作人员正在过来',
  called: '已通知工作人员',
  deskHere: '反诈咨询台',

  // the end
  doneHead: '记住这一招',
  doneScore: '三题答对 {right} 题',
  doneScoreOf: '{of} 题答对 {right} 题',
  doneCase: '故事讲完了',
  doneThanks: '谢谢您。一路平安。',
  rateAsk: '刚才的练习',
  rate3: '有用',
  rate2: '一般',
  rate1: '没用',
  rated: '收到，谢谢。',
  stampSet: '三个打卡点的词，凑成一套印章',
  again: '再练三题',
  askAgain: '再问一个',
  guideAgain: '再看一遍',
  leave: '离开',

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
