import type { Text } from './basics.ts'

/**
 * Words that we know a question by when no answer was found: a closed list, so that authors learn what is asked for in vain and
 * nobody learns what was typed. `word` travels and is counted; `as`: how passengers write it (Chinese, English, pinyin).
 */
export type AskWord = { word: string; name: Text; as: readonly string[] }

const of = (word: string, zh: string, en: string, ...as: string[]): AskWord => ({ word, name: { 'zh-CN': zh, en }, as: [zh, en.toLowerCase(), ...as] })

export const askWords: readonly AskWord[] = [
  // scams that may have no answer yet
  of('refund', '退款', 'Refund', '退票', '退钱', 'tuikuan', 'tuipiao'), of('rebooking', '改签', 'Rebooking', 'rebook', 'gaiqian'), of('compensation', '赔偿', 'Compensation', '补偿', '理赔', 'peichang'),
  of('code', '验证码', 'Code', 'otp', 'yanzhengma'), of('link', '链接', 'Link', '网址', '网站', 'website', 'lianjie'), of('app', '软件', 'App', '应用', '安装', 'install', 'ruanjian'),
  of('transfer', '转账', 'Transfer', '汇款', '打钱', 'zhuanzhang'), of('account', '账户', 'Account', '账号', '银行卡', 'bank card', 'zhanghu', 'yinhangka'), of('loan', '贷款', 'Loan', '借贷', '网贷', 'daikuan'),
  of('credit', '征信', 'Credit', '信用', 'zhengxin'), of('invest', '投资', 'Investment', '理财', '股票', '基金', 'stock', 'fund', 'touzi'), of('crypto', '虚拟币', 'Crypto', '比特币', 'bitcoin', 'usdt', 'xunibi'),
  of('task', '刷单', 'Paid task', '兼职', '点赞', 'part time', 'shuadan', 'jianzhi'), of('job', '工作', 'Job', '招聘', '打工', 'work', 'gongzuo', 'zhaopin'), of('dating', '交友', 'Dating', '网恋', '相亲', 'romance', 'jiaoyou', 'wanglian'),
  of('rental', '租房', 'Rental', '房东', 'landlord', 'zufang'), of('game', '游戏', 'Game', '装备', '皮肤', 'youxi'), of('lottery', '中奖', 'Lottery', '抽奖', '奖金', 'prize', 'zhongjiang'),
  of('parcel', '快递', 'Parcel', '包裹', 'package', 'kuaidi'), of('shopping', '网购', 'Shopping', '买东西', '购物', 'wanggou'), of('giftcard', '购物卡', 'Gift card', '礼品卡', 'gouwuka'), of('gold', '黄金', 'Gold', '金条', 'huangjin'),
  of('cash', '现金', 'Cash', '取钱', '取现', 'xianjin'), of('police', '警察', 'Police', '民警', '公安', '报警', 'officer', 'jingcha', 'baojing'), of('court', '法院', 'Court', '传票', '检察院', 'fayuan'),
  of('medical', '医保', 'Medical', '看病', '医院', 'hospital', 'yibao'), of('insurance', '保险', 'Insurance', 'baoxian'), of('tax', '税', 'Tax', '退税', 'tuishui'), of('pension', '养老', 'Pension', '养老金', 'yanglao'),
  of('health', '保健品', 'Health products', '药', 'medicine', 'baojianpin'), of('school', '学校', 'School', '学费', '培训', 'tuition', 'xuexiao'), of('charity', '捐款', 'Charity', '献爱心', 'donate', 'juankuan'),
  of('face', '换脸', 'Face swap', '人脸', '刷脸', 'deepfake', 'huanlian'), of('voice', '声音', 'Voice', '语音', 'shengyin'), of('qr', '二维码', 'QR code', '扫码', 'scan', 'erweima', 'saoma'), of('sms', '短信', 'Text message', 'sms', 'message', 'duanxin'),
  of('call', '电话', 'Call', '来电', 'phone', 'dianhua'), of('wechat', '微信', 'WeChat', 'weixin'), of('group', '群', 'Group', '群聊', '拉群'), of('data', '个人信息', 'Personal data', '隐私', 'privacy', 'yinsi'),
  of('etc', '车牌', 'Car toll', 'ETC', '过路费', 'toll'), of('simcard', '电话卡', 'SIM card', '手机卡', '实名', 'dianhuaka'), of('membership', '会员', 'Membership', '扣费', 'subscription', 'huiyuan'), of('family', '家人', 'Family', '父母', '孩子', 'parents', 'jiaren'),
  // what an airport is asked besides
  of('id', '身份证', 'ID', '证件', 'identity', 'shenfenzheng'), of('passport', '护照', 'Passport', 'huzhao'), of('visa', '签证', 'Visa', 'qianzheng'), of('customs', '海关', 'Customs', '边检', 'immigration', 'haiguan'),
  of('flight', '航班', 'Flight', '飞机', 'plane', 'hangban'), of('delay', '延误', 'Delay', '晚点', '取消', 'cancel', 'yanwu'), of('ticket', '机票', 'Ticket', '订票', 'jipiao'), of('checkin', '值机', 'Check-in', 'check in', 'zhiji'),
  of('seat', '座位', 'Seat', '选座', '升舱', 'upgrade', 'zuowei'), of('gate', '登机口', 'Gate', '登机', 'boarding', 'dengjikou'), of('security', '安检', 'Security', 'anjian'), of('liquids', '液体', 'Liquids', '化妆品', '打火机', 'lighter', 'yeti'),
  of('baggage', '行李', 'Baggage', '箱子', '托运', 'luggage', 'suitcase', 'bag', 'xingli'), of('lost', '丢失', 'Lost property', '丢了', '失物', 'lost', 'diushi'), of('transit', '中转', 'Transfer flight', '转机', 'connection', 'zhongzhuan'),
  of('toilet', '厕所', 'Toilet', '洗手间', '卫生间', 'restroom', 'bathroom', 'wc', 'cesuo', 'xishoujian', 'weishengjian'), of('food', '吃饭', 'Food', '餐厅', '吃', 'restaurant', 'eat', 'chifan', 'canting'), of('water', '喝水', 'Water', '饮水', '热水', 'heshui', 'reshui'),
  of('shop', '商店', 'Shop', '超市', '免税', 'duty free', 'shangdian', 'mianshui'), of('atm', '取款机', 'ATM', '换钱', '外币', 'exchange', 'qukuanji'), of('wifi', '无线网', 'Wi-Fi', 'wifi', '网络', '上网', 'internet', 'wuxianwang'),
  of('charging', '充电', 'Charging', '充电宝', 'power bank', 'charger', 'chongdian'), of('smoking', '吸烟', 'Smoking', '抽烟', 'smoke', 'xiyan', 'chouyan'), of('hotel', '酒店', 'Hotel', '住宿', '休息', 'jiudian'), of('lounge', '贵宾厅', 'Lounge', '休息室', 'guibinting'),
  of('taxi', '出租车', 'Taxi', '网约车', '打车', 'ride', 'chuzuche', 'dache'), of('metro', '地铁', 'Metro', 'subway', 'train', '高铁', 'ditie', 'gaotie'), of('bus', '大巴', 'Bus', '公交', '巴士', 'daba'), of('parking', '停车', 'Parking', 'tingche'),
  of('doctor', '医生', 'Doctor', '急救', '不舒服', 'first aid', 'yisheng'), of('wheelchair', '轮椅', 'Wheelchair', '无障碍', 'accessible', 'lunyi'), of('child', '儿童', 'Child', '小孩', '婴儿', '母婴', 'baby', 'ertong'), of('pet', '宠物', 'Pet', '猫', '狗', 'dog', 'cat', 'chongwu'),
  of('weather', '天气', 'Weather', '下雨', 'rain', 'tianqi'), of('time', '几点', 'Time', '时间', 'jidian', 'shijian'), of('complaint', '投诉', 'Complaint', 'tousu'), of('invoice', '发票', 'Invoice', 'receipt', 'fapiao'), of('staff', '人工', 'Staff', '工作人员', '服务员', 'human', 'rengong'),
]

/** What stands for a question in which we know no word. */
export const OTHER_WORD = 'other'
const MOST_WORDS = 3

const byWord = new Map(askWords.map((known) => [known.word, known]))
/** What a counted word is called; null for one that is not of our list. */
export const askWordName = (word: string): Text | null => (word === OTHER_WORD ? { 'zh-CN': '其他', en: 'Other' } : byWord.get(word)?.name ?? null)

/** Where a way of writing stands in a text: Chinese anywhere, Latin as a word by itself or, being long enough, within letters typed without spaces. */
function placeOf(as: string, text: string): number {
  if (/\p{Script=Han}/u.test(as)) return text.indexOf(as)
  const at = ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')} `.indexOf(` ${as.replace(/[^\p{L}\p{N}]+/gu, ' ')} `)
  return at >= 0 || as.length < 5 ? at : text.replace(/\s+/g, '').indexOf(as)
}

/** Up to three of our own words that occur in what was typed, in its order, as one value for the wire; never a word of the passenger's. */
export function wordsAsked(typed: string): string {
  const text = typed.normalize('NFKC').toLowerCase()
  const found = askWords.map(({ word, as }) => ({ word, at: Math.min(...as.map((one) => placeOf(one.toLowerCase(), text)).filter((at) => at >= 0)) }))
    .filter(({ at }) => at !== Infinity).sort((a, b) => a.at - b.at).slice(0, MOST_WORDS).map(({ word }) => word)
  return found.length === 0 ? OTHER_WORD : found.join(' ')
}

/** The words of a value that are ours, each once; whatever else a screen says counts as none of them. */
export const wordsCounted = (value: string): string[] => {
  const known = [...new Set(value.split(' ').filter((word) => byWord.has(word)))].slice(0, MOST_WORDS)
  return known.length === 0 ? [OTHER_WORD] : known
}
