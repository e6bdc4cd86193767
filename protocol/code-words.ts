/** 256 words that are heard and read apart, Chinese and English, in order: a byte each. Pure data; a code printed today has to be read tomorrow, so the order never changes. */
const lines = `
山峰 peak | 大海 ocean | 河流 river | 湖水 lake | 森林 forest | 草原 prairie | 沙漠 desert | 岛屿 island | 瀑布 waterfall | 峡谷 canyon | 冰川 glacier | 温泉 spring | 海浪 wave | 沙滩 beach | 田野 field | 花园 garden
太阳 sun | 月亮 moon | 星星 star | 彩虹 rainbow | 白云 cloud | 春雨 rain | 雪花 snowflake | 闪电 lightning | 微风 breeze | 露珠 dew | 晚霞 sunset | 黎明 dawn | 夏天 summer | 秋天 autumn | 冬天 winter | 银河 galaxy
老虎 tiger | 狮子 lion | 大象 elephant | 熊猫 panda | 骆驼 camel | 水牛 buffalo | 斑马 zebra | 猴子 monkey | 兔子 rabbit | 松鼠 squirrel | 狐狸 fox | 小鹿 deer | 白马 horse | 黄牛 ox | 绵羊 sheep | 山羊 goat
小狗 puppy | 花猫 cat | 公鸡 rooster | 鸭子 duck | 天鹅 swan | 孔雀 peacock | 燕子 swallow | 鹦鹉 parrot | 老鹰 eagle | 鸽子 pigeon | 企鹅 penguin | 海豚 dolphin | 鲸鱼 whale | 海龟 turtle | 螃蟹 crab | 龙虾 lobster
蝴蝶 butterfly | 蜜蜂 bee | 蚂蚁 ant | 蜻蜓 dragonfly | 青蛙 frog | 蜗牛 snail | 海星 starfish | 珊瑚 coral | 金鱼 goldfish | 刺猬 hedgehog | 袋鼠 kangaroo | 河马 hippo | 犀牛 rhino | 海豹 seal | 羚羊 antelope | 水獭 otter
苹果 apple | 香蕉 banana | 葡萄 grape | 西瓜 melon | 草莓 strawberry | 樱桃 cherry | 柠檬 lemon | 菠萝 pineapple | 芒果 mango | 石榴 pomegranate | 荔枝 lychee | 椰子 coconut | 核桃 walnut | 花生 peanut | 红枣 jujube | 柚子 pomelo
番茄 tomato | 土豆 potato | 萝卜 radish | 白菜 cabbage | 黄瓜 cucumber | 茄子 eggplant | 南瓜 pumpkin | 蘑菇 mushroom | 玉米 corn | 豌豆 pea | 菠菜 spinach | 洋葱 onion | 芹菜 celery | 莲藕 lotus | 竹笋 bamboo | 辣椒 pepper
面包 bread | 米饭 rice | 饺子 dumpling | 面条 noodle | 豆腐 tofu | 鸡蛋 egg | 牛奶 milk | 绿茶 tea | 咖啡 coffee | 蜂蜜 honey | 糖果 candy | 饼干 biscuit | 蛋糕 cake | 果汁 juice | 酸奶 yogurt | 汤圆 sweetball
桌子 table | 椅子 chair | 窗户 window | 大门 gate | 台灯 lamp | 镜子 mirror | 钥匙 key | 雨伞 umbrella | 书包 schoolbag | 铅笔 pencil | 剪刀 scissors | 毛巾 towel | 肥皂 soap | 枕头 pillow | 地毯 carpet | 时钟 clock
杯子 cup | 盘子 plate | 勺子 spoon | 筷子 chopsticks | 茶壶 teapot | 篮子 basket | 箱子 suitcase | 绳子 rope | 梯子 ladder | 锤子 hammer | 钉子 nail | 扫帚 broom | 蜡烛 candle | 灯笼 lantern | 风筝 kite | 积木 blocks
帽子 hat | 围巾 scarf | 手套 gloves | 衬衫 shirt | 裙子 skirt | 外套 coat | 皮鞋 shoes | 袜子 socks | 纽扣 button | 口袋 pocket | 手表 watch | 戒指 ring | 眼镜 glasses | 项链 necklace | 丝绸 silk | 棉花 cotton
飞机 airplane | 火车 train | 汽车 car | 轮船 ship | 单车 bicycle | 地铁 subway | 气球 balloon | 帆船 sailboat | 火箭 rocket | 卡车 truck | 马车 carriage | 缆车 gondola | 码头 harbour | 桥梁 bridge | 隧道 tunnel | 机场 airport
学校 school | 医院 hospital | 书店 bookshop | 公园 park | 剧院 theatre | 市场 market | 农场 farm | 工厂 factory | 灯塔 lighthouse | 城堡 castle | 宝塔 pagoda | 庙会 fair | 信封 envelope | 银杏 ginkgo | 操场 playground | 广场 square
钢琴 piano | 吉他 guitar | 笛子 flute | 小鼓 drum | 喇叭 trumpet | 提琴 violin | 足球 football | 篮球 basketball | 网球 tennis | 羽毛 feather | 跳绳 skipping | 游泳 swimming | 滑雪 skiing | 舞蹈 dance | 歌声 song | 象棋 chess
红色 red | 橙色 orange | 黄色 yellow | 绿色 green | 蓝色 blue | 紫色 purple | 粉色 pink | 白色 white | 金色 gold | 银色 silver | 灰色 grey | 棕色 brown | 圆形 circle | 方形 box | 三角 triangle | 直线 line
玫瑰 rose | 牡丹 peony | 菊花 chrysanthemum | 梅花 plum | 桂花 osmanthus | 荷叶 leaf | 柳树 willow | 松树 pine | 枫叶 maple | 茉莉 jasmine | 百合 lily | 兰花 orchid | 种子 seed | 树根 root | 琥珀 amber | 珍珠 pearl
`

export type CodeWord = { zh: string; en: string }
export const codeWords: readonly CodeWord[] = lines.trim().split(/[|\n]/).map((pair) => {
  const [zh = '', en = ''] = pair.trim().split(' ')
  return { zh, en }
})
