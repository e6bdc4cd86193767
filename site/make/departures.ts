import { arrivalsCore, busCore, intlCore, landsideCore } from './cores.ts'
import { block, rect } from './geometry.ts'
import { pier } from './pier.ts'
import { core, coreHole, describe, toiletPair, type Floor, type Label, type Sketch } from './plan.ts'

const floor = {
  key: 'departures', ordinal: 1, category: 'departures', label: ['出发层', 'Departures'], short: ['二层', '2F'],
  outline: [
    [0, 0], [240, 0], [240, 84], [254, 84], [254, 90], [422, 90], [422, 118], [254, 118], [254, 124], [106, 124],
    [106, 292], [78, 292], [78, 124], [20, 124], [20, 118], [-148, 118], [-148, 90], [20, 90], [20, 84], [0, 84],
  ],
} as const

/** Ordinal 1: the landside hall, security, the airside halls and the three piers. */
export function departures(): Floor {
  const to = describe(floor)
  landside(to)
  security(to)
  airside(to)
  international(to)
  pier(to, { name: 'pier-west', letter: 'C', first: 1, heading: 'west', root: [20, 90] })
  pier(to, { name: 'pier-north', letter: 'C', first: 9, heading: 'north', root: [78, 124] })
  pier(to, { name: 'pier-east', letter: 'D', first: 1, heading: 'east', root: [254, 90] })
  return to.floor
}

function landside(to: Sketch): void {
  to.room('hall', 'lobby', rect(0, 0, 240, 60), ['出发大厅', 'Departures hall'], { holes: [coreHole(landsideCore)] })
  for (const [i, x] of [30, 70, 110, 150, 200].entries())
    to.door('entrance', [x - 3, 0], [x + 3, 0], [`出发大厅 ${i + 1} 号门`, `Departures door ${i + 1}`])
  core(to, landsideCore, true)

  const islands = [['A', 24], ['B', 56], ['C', 128], ['D', 160], ['E', 200], ['F', 220]] as const
  for (const [letter, x] of islands) {
    to.fixture(`island-${letter.toLowerCase()}-belt`, 'equipment', block(x, 34, 2, 24))
    for (const [side, dx] of [['west', -2.5], ['east', 2.5]] as const)
      to.fixture(`island-${letter.toLowerCase()}-${side}`, 'checkin.desk', block(x + dx, 34, 1.5, 24), [`${letter} 岛值机柜台`, `Check-in desks ${letter}`], [x + dx, 34])
    to.amenity(`checkin-${letter.toLowerCase()}`, 'checkin.desk', [x, 34], [`值机 ${letter} 岛`, `Check-in ${letter}`])
    for (const dx of [-3, 0, 3]) to.fixture(`self-${letter.toLowerCase()}-${dx + 3}`, 'checkin.kiosk', block(x + dx, 50, 0.8, 0.8))
    to.amenity(`self-${letter.toLowerCase()}`, 'checkin.selfservice', [x, 51.5], [`${letter} 岛自助值机`, `Self check-in ${letter}`])
  }
  to.fixture('anti-fraud-desk', 'desk', block(92, 22, 6, 1.6), ['反诈咨询台', 'Anti-fraud desk'], [92, 22])
  to.amenity('anti-fraud', 'information', [92, 22], ['反诈咨询台', 'Anti-fraud desk'], { hours: 'Mo-Su 05:30-23:00', accessible: true })
  to.fixture('information-desk', 'desk', block(116, 10, 5, 1.6), ['问询柜台', 'Information desk'], [116, 10])
  to.amenity('information', 'information.mufid.departures', [116, 10], ['问询处', 'Information'], { accessible: true })
  for (const x of [14, 46, 86, 132, 176, 226])
    for (const y of [8, 11]) to.fixture(`hall-seats-${x}-${y}`, 'furniture', block(x, y, 9, 1))
  for (const x of [4, 236]) to.amenity(`carts-${x}`, 'baggagecarts', [x, 4], ['行李推车', 'Baggage trolleys'])
  to.amenity('hall-defibrillator', 'defibrillator', [76, 58], ['自动体外除颤器', 'Defibrillator'])
  to.amenity('oversize', 'checkin.desk.oversizebaggage', [236, 50], ['超规行李托运', 'Oversize baggage'])

  toiletPair(to, 'toilets-west', 0, 16, 60, 74, 60)
  to.room('police', 'office', rect(16, 60, 36, 74), ['机场公安执勤室', 'Airport police post'])
  to.door('door', [25, 60], [27, 60])
  to.amenity('police-post', 'police', [26, 66], ['机场公安', 'Airport police'], { hours: '24/7' })
  to.room('id-desk', 'room', rect(36, 60, 56, 74), ['临时乘机证明办理处', 'Temporary boarding ID desk'])
  to.door('open', [40, 60], [52, 60])
  to.fixture('id-counter', 'desk', rect(40, 70, 52, 71.2), ['办理柜台', 'Counter'], [46, 70.6])
  to.amenity('id-service', 'service', [46, 68], ['临时乘机证明办理处', 'Temporary boarding ID desk'], { hours: 'Mo-Su 05:30-23:00', accessible: true })
  to.staff('back-office', rect(0, 74, 56, 84), ['后场办公区', 'Back offices'])
  to.door('service', [30, 74], [31.5, 74])
  to.door('service', [47, 74], [48.5, 74])

  const shops = [['bank', 'bank', ['银行', 'Bank']], ['atm-lobby', 'atm', ['自助银行', 'ATM lobby']], ['store', 'conveniencestore', ['便利店', 'Convenience store']]] as const
  for (const [i, [name, trade, label]] of shops.entries()) {
    const x = 128 + 14 * i
    to.room(name, 'room', rect(x, 60, x + 14, 72), label)
    to.door('open', [x + 2, 60], [x + 9, 60])
    to.occupant(`${name}-tenant`, trade, [x + 7, 66], label, name === 'atm-lobby' ? '24/7' : 'Mo-Su 06:00-22:00')
  }
  for (const x of [144, 147, 150, 153]) to.amenity(`atm-${x}`, 'atm', [x, 71], ['ATM', 'ATM'], { hours: '24/7' })
  toiletPair(to, 'toilets-east', 170, 16, 60, 72, 60)
  to.room('staff-corridor', 'walkway', rect(128, 72, 186, 84), ['员工通道', 'Staff corridor'], { staff: true })
  to.door('service', [148, 72], [149.5, 72])
  to.staff('intl-plant', rect(234, 60, 240, 84), ['设备间', 'Plant room'])
}

function security(to: Sketch): void {
  to.room('security', 'room', rect(56, 60, 128, 84), ['国内安检', 'Security, domestic'])
  for (const x of [68, 92, 116]) to.oneWay(['hall', 'security'], 'checkpoint', [x - 6, 60], [x + 6, 60], ['安检入口', 'Security entrance'])
  for (const x of [80, 104]) to.oneWay(['security', 'airside-hall'], 'checkpoint', [x - 6, 84], [x + 6, 84], ['安检出口', 'Security exit'])
  to.door('service', [56, 78], [56, 80])
  to.door('service', [128, 77], [128, 79])
  for (let i = 0; i < 9; i++) to.fixture(`lane-${i + 1}`, 'securityequipment', block(61 + 7.75 * i, 76, 1.4, 10))
  for (let i = 0; i < 6; i++) to.fixture(`document-desk-${i + 1}`, 'inspection.desk', block(64 + 11.2 * i, 68, 1.4, 1.4))
  to.amenity('security-point', 'security.checkpoint', [92, 64], ['国内安检', 'Security checkpoint'])

  to.room('intl-security', 'room', rect(186, 60, 234, 84), ['国际安检与边检', 'International security and border control'])
  for (const x of [202, 218]) to.oneWay(['hall', 'intl-security'], 'checkpoint', [x - 5, 60], [x + 5, 60], ['国际出发入口', 'International departures entrance'])
  to.oneWay(['intl-security', 'intl-hall'], 'checkpoint', [209, 84], [225, 84], ['国际安检出口', 'International security exit'])
  to.door('service', [186, 77], [186, 79])
  to.door('service', [234, 77], [234, 79])
  for (let i = 0; i < 5; i++) to.fixture(`intl-lane-${i + 1}`, 'securityequipment', block(194 + 8 * i, 78, 1.4, 8))
  for (let i = 0; i < 6; i++) to.fixture(`border-desk-${i + 1}`, 'immigration.desk', block(192 + 7.2 * i, 69, 1.6, 2.2))
  to.amenity('border-control', 'immigration', [210, 66], ['边防检查', 'Border control'])
  to.amenity('intl-security-point', 'security.checkpoint', [210, 73], ['国际安检', 'Security checkpoint, international'])
}

/** Shops, cafes and the like along a wall of an airside hall. */
type Shop = readonly [name: string, x0: number, x1: number, category: string, trade: string, label: Label]
function shopRow(to: Sketch, y0: number, y1: number, doorY: number, shops: readonly Shop[]): void {
  for (const [name, x0, x1, category, trade, label] of shops) {
    to.room(name, category, rect(x0, y0, x1, y1), label)
    to.door('open', [x0 + 2, doorY], [x1 - 2, doorY])
    to.occupant(`${name}-tenant`, trade, [(x0 + x1) / 2, (y0 + y1) / 2], label, 'Mo-Su 06:00-23:00')
  }
}

function airside(to: Sketch): void {
  to.room('airside-hall', 'waitingroom', [
    [20, 97], [56, 97], [56, 84], [128, 84], [128, 97], [170, 97], [170, 111], [134, 111], [134, 124], [76, 124], [76, 111], [20, 111],
  ], ['候机大厅', 'Airside hall'], { holes: [coreHole(arrivalsCore), coreHole(busCore)] })
  core(to, arrivalsCore, true)
  core(to, busCore, true)
  shopRow(to, 84, 97, 97, [
    ['books', 20, 32, 'room', 'books', ['书店', 'Bookshop']],
    ['coffee', 32, 44, 'foodservice', 'coffee', ['咖啡', 'Coffee']],
    ['bubble-tea', 44, 56, 'foodservice', 'bubbletea', ['茶饮', 'Tea drinks']],
    ['airside-store', 128, 142, 'room', 'conveniencestore', ['便利店', 'Convenience store']],
    ['airside-bank', 142, 156, 'room', 'bank', ['银行', 'Bank']],
    ['gifts', 156, 170, 'room', 'candy', ['特产商店', 'Local gifts']],
  ])
  toiletPair(to, 'toilets-airside', 20, 16, 111, 124, 111)
  shopRow(to, 111, 124, 111, [
    ['food-hall', 36, 64, 'foodservice', 'chinese', ['美食广场', 'Food hall']],
    ['restaurant', 134, 152, 'foodservice', 'cafe', ['餐厅', 'Restaurant']],
    ['lounge', 152, 170, 'privatelounge', 'airportloungebar', ['ZZ 示范航空贵宾室', 'ZZ Demonstration Airlines lounge']],
  ])
  to.room('airside-nursing', 'mothersroom', rect(64, 111, 76, 124), ['母婴室', 'Nursing room'])
  to.door('door', [69.4, 111], [70.6, 111])
  to.fixture('airside-anti-fraud-desk', 'desk', block(92, 91, 6, 1.6), ['反诈咨询台', 'Anti-fraud desk'], [92, 91])
  to.amenity('airside-anti-fraud', 'information', [92, 91], ['反诈咨询台', 'Anti-fraud desk'], { hours: 'Mo-Su 05:30-23:00', accessible: true })
  to.fixture('airside-police-desk', 'desk', block(98, 122, 4, 1.2), ['机场公安服务台', 'Airport police desk'], [98, 122])
  to.amenity('airside-police', 'police', [98, 122], ['机场公安', 'Airport police'], { hours: '24/7', accessible: true })
  for (const x of [140, 143, 146]) to.amenity(`airside-atm-${x}`, 'atm', [x, 98.5], ['ATM', 'ATM'], { hours: '24/7' })
  for (const x of [64, 120]) for (const y of [88, 92]) to.fixture(`seats-${x}-${y}`, 'furniture', block(x, y, 10, 1.2))
  for (const x of [70, 84, 98, 112]) for (const y of [100, 103, 106]) to.fixture(`seats-${x}-${y}`, 'furniture', block(x, y, 10, 1.2))
  to.amenity('charging', 'powerchargingstation', [84, 108], ['充电站', 'Charging station'])
  to.amenity('airside-transfer', 'checkin.desk.transfer', [124, 104], ['中转柜台', 'Transfer desk'])
  to.staff('service-core', rect(170, 84, 182, 124), ['后勤通道', 'Service passage'])
  to.door('service', [175, 84], [177, 84])
  to.door('service', [170, 108], [170, 110])
  to.door('service', [182, 108], [182, 110])
}

function international(to: Sketch): void {
  to.room('intl-hall', 'waitingroom', [
    [182, 97], [200, 97], [200, 84], [234, 84], [234, 97], [254, 97], [254, 111], [230, 111], [230, 124], [206, 124], [206, 111], [182, 111],
  ], ['国际候机厅', 'International airside hall'], { holes: [coreHole(intlCore)] })
  core(to, intlCore, true)
  shopRow(to, 84, 97, 97, [['duty-free', 182, 200, 'room', 'dutyfree', ['免税店', 'Duty free']]])
  shopRow(to, 111, 124, 111, [
    ['intl-cafe', 182, 206, 'foodservice', 'cafe', ['国际咖啡厅', 'International cafe']],
    ['intl-lounge', 230, 254, 'privatelounge', 'airportloungebar', ['国际贵宾室', 'International lounge']],
  ])
  toiletPair(to, 'toilets-intl', 234, 20, 84, 97, 97)
  to.fixture('intl-anti-fraud-desk', 'desk', block(217, 91, 6, 1.6), ['反诈咨询台', 'Anti-fraud desk'], [217, 91])
  to.amenity('intl-anti-fraud', 'information', [217, 91], ['反诈咨询台', 'Anti-fraud desk'], { hours: 'Mo-Su 05:30-23:00', accessible: true })
  to.fixture('intl-police-desk', 'desk', block(204, 94, 3, 1.2), ['机场公安服务台', 'Airport police desk'], [204, 94])
  to.amenity('intl-police', 'police', [204, 94], ['机场公安', 'Airport police'], { hours: '24/7', accessible: true })
  for (const x of [212, 224]) for (const y of [114, 117, 120]) to.fixture(`intl-seats-${x}-${y}`, 'furniture', block(x, y, 9, 1.2))
  to.amenity('exchange', 'atm', [240, 98.5], ['ATM 与外币兑换', 'ATM and currency exchange'], { hours: '24/7' })
}
