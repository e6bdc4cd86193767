import type { UiLanguage } from '../strings/index.ts'

const n = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

const en = {
  lead: 'Three people review, one after another, and each proof-reads.', mine: 'Waits for me', publish: 'Ready to publish', refused: 'Refused to me', sent: 'I wait for', others: 'Waits for others',
  mineNone: 'Nothing waits for your review.', mineNoneHelp: 'What is handed in appears here at once; the number stands in the navigation.', empty: 'Nothing is being reviewed.', emptyHelp: 'Authors hand in from the content room: open a draft and submit it.',
  stage: (stage: number, of: number) => `Review ${stage} of ${of}`, stageNames: ['', 'First review', 'Second review', 'Third review'], passedAll: 'All reviews passed', by: (who: string) => `by ${who}`, since: (span: string) => `for ${span}`, choose: (name: string) => `Choose: ${name}`, chooseAll: 'Choose all', chosen: (count: number) => `${count} chosen`,
  passMany: (count: number) => `Pass ${count}`, publishMany: (count: number) => `Publish ${count}`, passed: (count: number) => `${n(count, 'thing has', 'things have')} passed your review.`, published: (count: number) => `${n(count, 'thing is', 'things are')} published.`, open: 'Review', next: 'Make the next version', comments: (count: number) => n(count, 'comment', 'comments'),
  batchTitle: (count: number) => `Pass ${n(count, 'thing', 'things')} at once?`, batchLead: 'Your name stands for each of them. Have you read them in both languages?', cancel: 'Not yet',
  doing: ['', 'Content and facts: is it true, complete, of use here?', 'Policy and wording: is it lawful, fitting, and the same in both languages?', 'Release: may the airport stand for this, now and on these screens?'], proof: 'Proof-read (校): every character, figure, telephone number and name, in both languages.',
  faces: 'On its screens', both: 'Both languages', change: 'What changes on screens', changeNone: 'It is new: nothing of it is on screens.', findings: 'Findings', commentsTitle: 'Comments', whole: 'The whole', comment: 'Comment', commentOn: (field: string) => `Comment on: ${field}`, commentWhole: 'Comment on the whole', send: 'Send comment', sent1: 'The comment is with the author.', note: 'Reason or remark', noteHelp: 'Needed to refuse; the author reads it.', pass: 'Pass', refuse: 'Refuse', publishOne: 'Publish', needReason: 'Say what has to be changed, then refuse.',
  passedOne: (title: string) => `“${title}” has passed your review.`, refusedOne: (title: string) => `“${title}” is refused; the author is told why.`, publishedOne: (title: string) => `“${title}” is published: on screens with their next item.`, queue: 'All reviews', notThere: 'This waits for nobody any more.', notThereHelp: 'Somebody may have decided it, or taken it back.', steps: 'Its way', waits: 'waits', edit: 'Open in the content room',
  why: {
    'content/own-work': 'You wrote at it: nobody reviews or publishes their own words.', 'content/same-reviewer': 'You have reviewed it: each review is another person’s.', 'auth/forbidden': 'This step is not yours: it needs a right that your account does not have.', 'content/state': 'It waits for nothing that you could do.',
  } as Record<string, string>,
  stages: { title: 'Number of reviews', lead: 'By class of content. It holds for what is handed in from now on.', saved: 'Saved.', read: 'Changing them needs the right to manage.', classes: { notice: 'Notices (tickers)', lesson: 'Lessons (posters, questions, classes)', story: 'Stories (cases, films)', playlist: 'Playlists', template: 'Alert templates', phone: 'Telephone numbers', line: 'Robot lines', answer: 'Answers', guide: 'Boarding guide', simulation: 'Simulations', board: 'Board game' }, of: (count: number) => n(count, 'review', 'reviews') },
  waiting: (count: number) => (count === 1 ? 'One waits for you' : `${count} wait for you`), names: 'Names on it',
}

const zh: typeof en = {
  lead: '三审三校：三人依次审核，每审都校对。', mine: '等我处理', publish: '待我发布', refused: '退回给我', sent: '我送审的', others: '等待他人',
  mineNone: '没有等您审核的内容。', mineNoneHelp: '一有送审会立即出现在这里，数目显示在导航栏。', empty: '没有正在审核的内容。', emptyHelp: '作者在内容室打开草稿并送审。',
  stage: (stage, of) => `第 ${stage} 审，共 ${of} 审`, stageNames: ['', '初审', '复审', '终审'], passedAll: '各审均已通过', by: (who) => `作者 ${who}`, since: (span) => `已等 ${span}`, choose: (name) => `选择：${name}`, chooseAll: '全选', chosen: (count) => `已选 ${count} 项`,
  passMany: (count) => `通过 ${count} 项`, publishMany: (count) => `发布 ${count} 项`, passed: (count) => `${count} 项已通过您的审核。`, published: (count) => `${count} 项已发布。`, open: '审核', next: '写下一版', comments: (count) => `${count} 条意见`,
  batchTitle: (count) => `一次通过 ${count} 项？`, batchLead: '每一项都将署上您的名字。中英文您都读过了吗？', cancel: '再看看',
  doing: ['', '内容与事实：属实吗？完整吗？对旅客有用吗？', '政策与用语：合法合规吗？措辞得当吗？中英文一致吗？', '签发：机场能否对此负责，现在、在这些屏幕上播？'], proof: '校对：逐字核对文字、数字、电话和名称，中英文都要。',
  faces: '上屏效果', both: '中英文对照', change: '与现播版本的不同', changeNone: '这是新内容，屏幕上还没有。', findings: '检查结果', commentsTitle: '意见', whole: '整体', comment: '写意见', commentOn: (field) => `对“${field}”写意见`, commentWhole: '对整体写意见', send: '发出意见', sent1: '意见已交给作者。', note: '理由或说明', noteHelp: '退回须写明理由，作者会看到。', pass: '通过', refuse: '退回', publishOne: '发布', needReason: '请先写明要改什么，再退回。',
  passedOne: (title) => `“${title}”已通过您的审核。`, refusedOne: (title) => `“${title}”已退回，作者会看到理由。`, publishedOne: (title) => `“${title}”已发布：屏幕播到下一项时更换。`, queue: '全部审核', notThere: '它已不在等待审核。', notThereHelp: '可能已被他人处理，或被作者撤回。', steps: '审核经过', waits: '等待中', edit: '到内容室查看',
  why: {
    'content/own-work': '您参与了编写：任何人不审核、不发布自己写的内容。', 'content/same-reviewer': '您已审过一次：每一审须由不同的人进行。', 'auth/forbidden': '这一步需要您的账号所没有的权限。', 'content/state': '现在没有需要您做的。',
  },
  stages: { title: '审核次数', lead: '按内容类别设定，对此后送审的内容生效。', saved: '已保存。', read: '修改须有管理权限。', classes: { notice: '通知类（字幕）', lesson: '宣教类（海报、问答、小课堂）', story: '案例类（案例、视频）', playlist: '节目单', template: '预警模板', phone: '电话号码', line: '机器人用语', answer: '答问', guide: '乘机指南', simulation: '情景模拟', board: '反诈飞行棋' }, of: (count) => `${count} 审` },
  waiting: (count) => `${count} 项等您处理`, names: '署名',
}
export const words: Record<UiLanguage, typeof en> = { 'zh-CN': zh, en }
