import type { en } from './words-en.ts'

export const zh: typeof en = {
  find: '按文字、编号或作者查找', library: '内容库', campaigns: '一类一策', view: '视图', fresh: '新建', all: '全部', filters: '筛选', clear: '显示全部', count: (shown, of) => (shown === of ? `共 ${of} 项` : `${of} 项中的 ${shown} 项`),
  empty: '内容库是空的。', emptyHelp: '自带内容会在首次启动时导入，请查看控制器日志；也可以点“新建”自己写。', noMatch: '没有符合的内容。', noMatchHelp: '请显示全部，或点“新建”写一个。',
  kind: '类型', scam: '骗局', state: '状态', only: '只看', mine: '我写的', missing: '缺一种语言', expiring: '号码 30 天内到期', other: '其他',
  kinds: { playlist: '节目单', poster: '海报', video: '视频', case: '案例', quiz: '问答', class: '小课堂', ticker: '字幕', template: '预警模板', phone: '电话号码', line: '机器人用语', answer: '答问', guide: '乘机指南', simulation: '情景模拟', board: '反诈飞行棋' },
  kindHelp: {
    playlist: '播什么、按什么顺序；在哪里、何时播由排期决定。', poster: '一个字、一句标题、一个理由、一个动作。', case: '三段讲清经过，再给出转折。', quiz: '一条消息：真还是骗？答案带出那个字。', class: '几个数秒的画面，一堂小课。', ticker: '几行短句，逐行显示。', video: '带字幕的短片，至多两分钟。', template: '事先写好、审好的预警，用时只填地点和时间。', phone: '有人打过、核对过的号码，供内容引用；过期后相关内容停播。', line: '机器人说的一两句话，说时同时显示。', answer: '旅客在打卡点会问什么，怎样回答。', guide: '打卡点和纸上的指南，同一个版本号。', simulation: '在画出来的手机上，一步一步应对一次联系。', board: '一条棋道、一叠“来联系的人”，一至四人，至多三分钟。',
  },
  states: { live: '播放中', sample: '样例', draft: '草稿', submitted: '审核中', passed: '已通过', refused: '被退回', withdrawn: '已停用', superseded: '已被替换', published: '播放中' },
  said: {
    live: (v) => `屏幕在播 · 第 ${v} 版`, shelf: '屏幕在播', offered: '可用于预警', sampleDemo: '样例 · 演示中在播', sample: '样例 · 未经审核，不上屏', sampleTemplate: '自带模板', withdrawn: '已停用 · 任何屏幕都不播', never: '从未上屏', shelfDraft: '库中草稿', counts: (day) => `有效至 ${day}`, ranOut: (day) => `已于 ${day} 到期 · 相关内容停播`, sayable: (v) => `机器人可说 · 第 ${v} 版`, sampleLineDemo: '样例 · 演示中机器人可说', sampleLine: '样例 · 未经审核，机器人不说', answered: (v) => `用作回答 · 第 ${v} 版`, sampleAnswerDemo: '样例 · 演示中用作回答', sampleAnswer: '样例 · 未经审核，不用作回答', played: (v) => `打卡点在用 · 第 ${v} 版`, samplePlayDemo: '样例 · 演示中可玩', samplePlay: '样例 · 未经审核，不可玩',
    draft: (v) => `第 ${v} 版草稿`, submitted: (v, stage, of) => `第 ${v} 版待审：第 ${stage} 审，共 ${of} 审`, passed: (v) => `第 ${v} 版已通过，待发布`, refused: (v) => `第 ${v} 版被退回`,
  },
  names: { author: '作者', with: '合写', reviewers: () => '审核', publisher: '发布', shipped: '产品自带，尚无人署名。', shippedShort: '自带', title: '署名', none: '暂无' },
  version: (v) => `第 ${v} 版`, versions: (count) => (count === 0 ? '历史版本' : `历史版本（${count}）`), words: '文字', items: (count) => `${count} 项`, choose: '选择', chosen: (count) => `已选 ${count} 项`, chooseAll: '选择列表中所有可送审的内容',
  adopt: '原样送审', adopted: (count) => `${count} 项已送审。`, adoptHelp: '自带内容须经本单位审核通过后才能上屏。',
  cover: { lead: '一类骗局一套对策：各套现有可播的内容，以及缺什么。', gaps: '尚缺', none: '没有缺项。', open: '编写中', find: (kind, scam) => `${scam}：${kind}`, add: (kind) => `新建${kind}` },
  scams: { flight_refund: '退改签', fake_service: '冒充客服', paid_task: '刷单返利', advance_loan: '网络贷款', overseas_job: '境外高薪', face_swap: '换脸拟声', cash_courier: '跑腿取现', sticker_code: '张贴二维码', fake_agent: '假冒代办', fake_police: '冒充公检法', dissuasion: '劝阻', general: '通用' },
  moves: { ask: '问', hang_up: '挂', stop: '停', refuse: '拒', verify: '核', report: '报', answer: '接' },
  channels: { sms: '短信', phone: '电话', chat: '聊天', app: '应用', video: '视频通话', in_person: '当面' },
  audiences: { everyone: '所有人', elder: '老年人', student: '学生', worker: '务工人员', staff: '员工', driver: '司机' },
  make: { title: '新建内容', kind: '类型', from: '从何写起', blank: '空白', name: '英文短名', nameHelp: '用作编号，以后不变；留空则自动编号。', id: '编号', create: '开始编写', busy: '正在新建…', patterns: '范本', copyOf: (name) => `复制“${name}”` },
  edit: {
    submit: '送审', submitHelp: (stages) => `须经 ${stages} 人审核，再由发布人发布；此前任何屏幕都不会播放。`, blocked: (count) => `还有 ${count} 处须先改好`, submitted: '已送审，等待第一审。', discard: '丢弃草稿', discardTitle: '要丢弃这份草稿吗？', discardLead: '草稿文字将不复存在；已发布的版本保留。', keep: '保留', discarded: '草稿已丢弃。',
    recall: '撤回', recalled: '已撤回，可以修改；审核将重新开始。', next: '写下一版', newVersion: '写新版本', newVersionHelp: '新版本发布之前，屏幕照播现有版本。', copy: '复制为新内容', openReview: '到审核室查看', withdraw: '停用', withdrawTitle: '从所有屏幕停用？', withdrawLead: '它会立即从所有屏幕撤下；各版本保留，可以恢复。', withdrawn: '已从所有屏幕撤下。', restoreShelf: '恢复播放', restored: '已恢复。', publishAlone: '立即发布', publishAloneHelp: '仅限演示：您一人操作，不经审核。', published: '已发布：屏幕播到下一项时更换。',
    saved: (time) => `${time} 已保存`, waiting: '尚未保存', saving: '正在保存…', away: '连接不上控制器：已存在本浏览器，恢复后自动保存。', refused: '未能保存',
    both: '中英文对照编写', facts: '基本信息', files: '图片、影片、录音', seconds: '播放时长', secondsUnit: '秒', scam: '骗局', move: '一字诀', channel: '来自', genuine: '这条消息', genuineYes: '是真的', genuineNo: '是骗局', answer: '正确答案', zoneKinds: '只在', zoneKindsHelp: '不选表示各类区域都可播。', moments: '排期可匹配为', audiences: '面向', phones: '提到的电话', phonesHelp: '正文写 {tel:110} 即显示号码；号码过期后内容停播。', source: '来源', expiresOn: (day) => `有效至 ${day}`, add: '添加', removeNth: (name, nth) => `移除：${name} ${nth}`, sceneSeconds: '秒数',
    reads: (aloud, shown) => `朗读 ${aloud} 秒，显示 ${shown} 秒`, alerts: '如何发布', severity: '等级', presentation: '呈现方式', roles: '只在', rolesHelp: '不选表示各类屏幕。', minutes: '显示时长（分钟）', campaign: '所属对策', noCampaign: '无', longer: '路人来不及读完',
    refusedBy: (who, stage) => `${who} 在第 ${stage} 审退回`, remarks: '审核意见', notWhole: '暂时画不出来，检查结果里说明了缺什么。',
  },
  number: {
    itself: '号码与核对', writtenAs: (id) => `内容正文写 {tel:${id}} 即显示这个号码。`, namedBy: '引用它的内容', namedByNone: (id) => `还没有内容引用它。内容正文写 {tel:${id}} 即显示这个号码。`, see: '看效果', notSeen: '还没有内容引用它，屏幕上不会出现。',
    check: '今日核对', checkLead: (number, name) => `请拨打 ${number} 或向其单位核实：它仍是“${name}”吗？无误再确认；有变的，请写新版本送审。`, by: '核对人', on: '核对日期', until: '有效至', confirm: '确认无误', done: (name, day) => `已核对：${name}有效至 ${day}。`,
  },
  answer: {
    askedHelp: '一行一种问法，中文英文都行，照旅客会打的字写。只用于查找，不显示。', nowhere: '不指路', places: { desk: '反诈咨询台', police: '公安窗口', id_desk: '临时乘机证明办理处', counter: '值机柜台', baggage: '行李服务柜台' },
    phonesHelp: '正文写 {tel:110} 即显示号码；过期后那一句不再显示，写在问题或动作里的，整条不再回答。', suggested: '在这些区域先列出', suggestedHelp: '不选表示各处都可列出，排在专为该处写的之后。',
  },
  guide: {
    versionHelp: '屏上和纸上同一个版本号；改了文字就要换版本号。', print: '印刷文件', get: (v) => `A5 PDF，第 ${v} 版`, shop: 'A5，四边各 3 毫米出血，字体已嵌入，RGB。A4 双面印刷，对折，骑马钉。', noPrint: (v) => `第 ${v} 版、今天有效的号码，还没有印刷文件。请在控制器上运行（把 data 换成 ANXING_DATA 的目录）：`, command: 'npm run guide -- --data data', none: '还没有发布指南。',
  },
  sim: {
    walk: '走一遍', back: '退一步', again: '从头开始', contact: '这次联系是', steps: '步骤', stepsHelp: '一步就是手机上的一屏：来了什么，可以做的两三件事。从第一步开始。',
    step: (nth, id) => `第 ${nth} 步 · ${id}`, ending: (how, id) => `${how} · ${id}`, first: '从这里开始', asBefore: '与开头相同', noCard: '只有话', to: '通向', how: '怎样结束',
    endingsTitle: '结局', endingsHelp: '平和地讲清发生了什么。只有当这个结局需要另外的话和动作时才另写。', signs: '看得出来的地方', signsHelp: '各写在看得出来的那一步。通向每个结局的路上都要遇到至少一处。', seenAt: '见于',
    endings: { safe: '守住了', almost: '差一点', lost: '钱没了' }, cards: { payment: '付款', payout: '到账', sharing: '屏幕共享', code: '验证码', form: '填表', notice: '通知' },
  },
  board: { trackHelp: '从起点到终点。停在“有人联系”上要判断真假；停在字上歇一步；“飞”会飞到更前面的安全格。', to: '飞到', squares: { start: '起点', contact: '有人联系', rest: '安全格', flight: '飞', finish: '终点' } },
  list: { title: '按此顺序播放', round: (time) => `一轮 ${time}`, genuine: (genuine, quizzes) => `${quizzes} 道问答中 ${genuine} 道是真消息`, few: '真消息至少应占五分之一，否则会让人什么都怀疑。', add: '添加内容', find: '查找要添加的内容', up: '上移', down: '下移', remove: '移出', drag: '拖动排序，或按 Alt + ↑ ↓', none: '还没有内容。', noneHelp: '请从右侧选择。', moved: (name, at, of) => `${name}：第 ${at} 项，共 ${of} 项`, notLive: '未发布' },
  faces: { title: '上屏效果', part: '时刻', parts: (nth) => `${nth}`, screen: '横屏', tall: '竖屏', kiosk: '打卡点', robot: '机器人', staff_wall: '员工屏', item: '内容' },
  found: { title: '检查结果', none: '没有问题，可以上屏。', block: '必须改', warn: '提醒', blocks: (count) => `${count} 处必须改`, warns: (count) => `${count} 条提醒`, checking: '正在检查…' },
  conflict: { title: '有人同时保存了这份草稿', lead: (who) => `您编写期间，${who} 已保存。以下是从对方到您的差异；在您选择之前，两边都不会丢失。`, mine: '保留我的', theirs: '采用对方的', recovered: '本浏览器还存有您此前写的文字，而草稿之后又有改动。请选择其一。' },
  past: { title: '历史版本', who: '人员', when: '时间', state: '状态', compare: '对比', from: '改前', to: '改后', restore: '恢复为草稿', restored: (v) => `第 ${v} 版已恢复为草稿，仍须照常审核。`, into: '放入草稿', intoDone: (v) => `草稿已换成第 ${v} 版的文字。`, same: '这两版文字相同。', differs: '不同之处', gone: '删去', new: '新增', refusedBy: '退回', yes: '是', no: '否', nothing: '无', one: '只有一个版本。', shipped: '自带', moved: '顺序有变。' },
  fields: {
    lead: '从哪里开始', label: '脸上的标注', figure: '金额或验证码', rowLabel: '栏目', value: '内容', rows: '栏目', says: '对方的话', choices: '选择', card: '屏幕上', what: '发生了什么', to: '通向', nodes: '步骤', node: '见于', endings: '结局', signs: '破绽', prompts: '来联系的人', squares: '棋道', forward: '答对前进格数', back: '答错后退格数',
    asked: '其他问法', place: '指向', sentences: '句子', version: '版本', title: '标题', sections: '节', points: '要点', headline: '标题', line: '理由', action: '唯一动作', beats: '经过', turn: '转折', sender: '发送人', message: '消息', question: '问题', options: '选项', why: '为什么', say: '大声说', scenes: '画面', lines: '字幕', captions: '字幕', trigger: '何时想到它', description: '原因与须知', instruction: '唯一动作', name: '名称', seconds: '播放时长', zoneKinds: '区域类型', moments: '场景', audiences: '人群', phones: '电话', source: '来源', channel: '渠道', genuine: '真或骗', answer: '正确答案', scam: '骗局', move: '一字诀', severity: '等级', presentation: '呈现方式', roles: '屏幕', expiresInSeconds: '显示时长', items: '内容', campaign: '所属对策', number: '号码', note: '用途说明', verifiedBy: '核对人', verifiedOn: '核对日期', expires: '有效至', text: '说的话', media: '影片', picture: '图片', sound: '录音', alt: '图片说明', cues: '字幕', info: '文字', kind: '类型', id: '编号', '': '整体',
  },
  languages: { 'zh-CN': '中文', en: '英文' }, field: (name, nth, language) => `${name}${nth === null ? '' : ` ${nth}`}${language === null ? '' : `（${language}）`}`,
  notThere: '没有这项内容。', back: '回到内容库', readOnly: '您可以查看；编写需要作者权限。',
}
