import { arrivalsCore, busCore, intlCore, landsideCore } from './cores.ts'
import { block, rect, type Ring } from './geometry.ts'
import { core, coreHole, describe, toiletPair, type Floor, type Sketch } from './plan.ts'

const floor = {
  key: 'arrivals', ordinal: 0, category: 'arrivals', label: ['到达层', 'Arrivals'], short: ['一层', '1F'], outline: rect(0, 0, 240, 124),
} as const

/** Ordinal 0: arrivals hall, taxis, baggage halls, immigration and the bus gates. */
export function arrivals(): Floor {
  const to = describe(floor)
  halls(to)
  strip(to)
  baggage(to)
  airside(to)
  return to.floor
}

function halls(to: Sketch): void {
  to.room('hall', 'lobby', rect(40, 0, 200, 36), ['到达大厅', 'Arrivals hall'], { holes: [coreHole(landsideCore)] })
  core(to, landsideCore, false)
  for (const [i, x] of [60, 110, 168].entries())
    to.door('entrance', [x - 3, 0], [x + 3, 0], [`到达大厅 ${i + 1} 号门`, `Arrivals door ${i + 1}`])
  to.fixture('anti-fraud-desk', 'desk', block(92, 22, 6, 1.6), ['反诈咨询台', 'Anti-fraud desk'], [92, 22])
  to.amenity('anti-fraud', 'information', [92, 22], ['反诈咨询台', 'Anti-fraud desk'], { hours: 'Mo-Su 06:00-24:00', accessible: true })
  to.fixture('information-desk', 'desk', block(140, 12, 5, 1.6), ['问询柜台', 'Information desk'], [140, 12])
  to.amenity('information', 'information.mufid.arrivals', [140, 12], ['问询处', 'Information'], { accessible: true })
  to.amenity('meeting-point', 'meetingpoint', [128, 26], ['会合点', 'Meeting point'])
  to.amenity('intl-meeting-point', 'meetingpoint', [178, 26], ['国际到达会合点', 'Meeting point, international'])
  for (const x of [56, 72, 120, 156, 188]) for (const y of [8, 11]) to.fixture(`hall-seats-${x}-${y}`, 'furniture', block(x, y, 9, 1))

  to.room('taxi', 'waitingroom', rect(0, 0, 40, 36), ['出租车候车厅', 'Taxi queue'])
  to.door('open', [40, 12], [40, 24])
  to.door('entrance', [8, 0], [14, 0], ['出租车上客口', 'Taxi rank'])
  to.amenity('taxi-rank', 'taxi', [11, 3], ['出租车', 'Taxis'], { hours: '24/7' })
  for (let i = 0; i < 5; i++) to.fixture(`taxi-rail-${i + 1}`, 'obstruction', block(20, 8 + 4.5 * i, 24, 0.3))
  to.room('ride-hail', 'waitingroom', rect(200, 0, 240, 36), ['网约车候车厅', 'Ride-hailing pick-up'])
  to.door('open', [200, 12], [200, 24])
  to.door('entrance', [224, 0], [230, 0], ['网约车上客口', 'Ride-hailing rank'])
  to.amenity('ride-hail-rank', 'rideshare', [227, 3], ['网约车', 'Ride-hailing'], { hours: '24/7' })
  for (const y of [10, 16, 22, 28]) to.fixture(`ride-seats-${y}`, 'furniture', block(218, y, 16, 1))
}

/** The band of rooms between the halls: offices and toilets on either side, and the two ways out for passengers. */
function strip(to: Sketch): void {
  to.room('lost-baggage', 'office', rect(20, 36, 36, 48), ['行李查询', 'Baggage enquiries'])
  to.door('open', [25, 48], [31, 48])
  to.amenity('lost-and-found', 'lostandfound', [28, 44], ['行李查询', 'Baggage enquiries'])
  toiletPair(to, 'toilets-baggage', 36, 16, 36, 48, 48)
  to.staff('cleaners', rect(52, 36, 60, 48), ['保洁间', 'Cleaners'])
  to.door('service', [55.5, 48], [56.5, 48])
  toiletPair(to, 'toilets-hall', 60, 16, 36, 48, 36)
  to.room('police', 'office', rect(76, 36, 88, 48), ['机场公安反诈工作站', 'Airport police anti-fraud office'])
  to.door('door', [80, 36], [82, 36])
  to.amenity('police-post', 'police', [82, 40], ['机场公安', 'Airport police'], { hours: '24/7' })
  const shops = [['store', 'conveniencestore', ['便利店', 'Convenience store']], ['bank', 'bank', ['银行与 ATM', 'Bank and ATMs']]] as const
  for (const [i, [name, trade, label]] of shops.entries()) {
    const x = 88 + 12 * i
    to.room(name, 'room', rect(x, 36, x + 12, 48), label)
    to.door('open', [x + 3, 36], [x + 9, 36])
    to.occupant(`${name}-tenant`, trade, [x + 6, 42], label, 'Mo-Su 06:00-24:00')
  }
  to.amenity('atm', 'atm', [108, 38], ['ATM', 'ATM'], { hours: '24/7' })
  to.room('way-out', 'walkway', rect(112, 36, 132, 48), ['国内到达出口', 'Domestic way out'])
  to.oneWay(['baggage', 'way-out'], 'checkpoint', [116, 48], [128, 48])
  to.oneWay(['way-out', 'hall'], 'checkpoint', [116, 36], [128, 36])
  to.staff('offices', rect(132, 36, 150, 48), ['办公室', 'Offices'])
  to.door('service', [150, 41], [150, 42.5])
  to.room('staff-corridor', 'walkway', rect(150, 36, 160, 90), ['员工通道', 'Staff corridor'], { staff: true })
  to.door('service', [154, 36], [156, 36])
  to.staff('customs-office', rect(160, 36, 176, 48), ['海关办公室', 'Customs office'])
  to.door('service', [160, 41], [160, 42.5])
  to.room('intl-way-out', 'walkway', rect(176, 36, 196, 48), ['海关与国际到达出口', 'Customs and international way out'])
  to.oneWay(['intl-baggage', 'intl-way-out'], 'checkpoint', [180, 48], [192, 48])
  to.oneWay(['intl-way-out', 'hall'], 'checkpoint', [180, 36], [192, 36])
  for (const x of [179, 193]) to.fixture(`customs-${x}`, 'inspection.desk', block(x, 42, 2, 4))
  toiletPair(to, 'toilets-intl', 196, 16, 36, 48, 48)
  to.staff('intl-plant', rect(212, 36, 240, 48), ['设备间', 'Plant room'])
  to.door('service', [226, 48], [227.5, 48])
}

/** A belt seen from above: an oblong with cut corners. */
function belt(x: number, y: number, width: number, depth: number): Ring {
  const [w, d, cut] = [width / 2, depth / 2, width / 3]
  return [
    [x - w + cut, y - d], [x + w - cut, y - d], [x + w, y - d + cut], [x + w, y + d - cut],
    [x + w - cut, y + d], [x - w + cut, y + d], [x - w, y + d - cut], [x - w, y - d + cut],
  ]
}

function baggage(to: Sketch): void {
  to.room('baggage', 'room', rect(20, 48, 150, 90), ['行李提取厅', 'Baggage hall'])
  to.room('intl-baggage', 'room', rect(160, 48, 240, 90), ['国际行李提取厅', 'International baggage hall'])
  const belts = [35, 55, 75, 95, 115, 135, 178, 200, 222]
  for (const [i, x] of belts.entries()) {
    const label = [`${i + 1} 号转盘`, `Belt ${i + 1}`] as const
    to.fixture(`belt-${i + 1}`, 'baggagecarousel', belt(x, 69, 6, 24), label, [x, 69])
    to.amenity(`belt-${i + 1}-sign`, i < 6 ? 'baggagecarousel' : 'baggagecarousel.intl', [x, 56], label)
  }
  to.amenity('oversize', 'baggageclaim.oversize', [145, 86], ['超规行李提取', 'Oversize baggage claim'])
  for (const x of [24, 110, 236]) to.amenity(`carts-${x}`, 'baggagecarts', [x, 51], ['行李推车', 'Baggage trolleys'])
  to.door('service', [150, 77], [150, 79])
  to.door('service', [160, 77], [160, 79])
  to.staff('baggage-handling', rect(0, 36, 20, 124), ['行李分拣区', 'Baggage handling'])
  to.door('service', [20, 84], [20, 86])
}

function airside(to: Sketch): void {
  to.room('arrivals-way', 'walkway', rect(20, 90, 150, 107), ['国内到达通道', 'Domestic arrivals passage'], { holes: [coreHole(arrivalsCore)] })
  core(to, arrivalsCore, false)
  for (const x of [65, 105]) to.oneWay(['arrivals-way', 'baggage'], 'open', [x - 8, 90], [x + 8, 90])
  to.room('bus-gates', 'waitingroom', rect(20, 107, 150, 124), ['远机位候机厅', 'Bus gate lounge'], { holes: [coreHole(busCore)] })
  core(to, busCore, false)
  for (const [i, x] of [36, 70, 104, 138].entries()) {
    const gate = `C${17 + i}`
    to.door('boarding', [x - 2, 124], [x + 2, 124], [`${gate} 登机门`, `Gate ${gate} door`])
    to.amenity(`boarding-${gate.toLowerCase()}`, 'boardinggate.bus', [x, 122.5], [gate, gate])
    to.fixture(`desk-${gate.toLowerCase()}`, 'boardinggate.desk', block(x + 5, 122, 3, 1), [`${gate} 登机柜台`, `Gate ${gate} desk`], [x + 5, 122])
  }
  for (const x of [34, 50, 66, 82, 98]) for (const y of [110, 113, 116]) to.fixture(`bus-seats-${x}-${y}`, 'furniture', block(x, y, 11, 1.2))
  to.staff('service-passage', rect(150, 90, 160, 124), ['后勤通道', 'Service passage'])
  to.door('service', [154, 90], [156, 90])
  to.door('service', [150, 115], [150, 117])
  to.room('immigration', 'room', rect(160, 90, 240, 124), ['入境大厅', 'Immigration hall'], { holes: [coreHole(intlCore)] })
  core(to, intlCore, false)
  for (const x of [180, 222]) to.oneWay(['immigration', 'intl-baggage'], 'checkpoint', [x - 9, 90], [x + 9, 90])
  for (let i = 0; i < 9; i++) to.fixture(`immigration-desk-${i + 1}`, 'immigration.desk', block(168 + 8 * i, 95, 1.6, 3))
  to.amenity('immigration-point', 'immigration', [200, 98], ['入境边检', 'Immigration'])
  to.amenity('health-screening', 'healthscreening', [190, 112], ['检验检疫', 'Health screening'])
}
