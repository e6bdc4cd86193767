import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startOidc, type OidcHouse } from '../support/oidc.ts'
import { freePorts } from '../support/ports.ts'
import { staff } from '../support/staff.ts'
import { codeOf } from '../support/totp.ts'
import { axeFindings, openConsoleHouse, sideways, type ConsoleHouse } from './console-room.ts'

let house: ConsoleHouse
let oidc: OidcHouse
const phone = { width: 390, height: 844 }
const shot = async (page: Page, name: string) => { if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/people-${name}.png` }) }
const clean = async (page: Page) => { expect([await axeFindings(page), await sideways(page)]).toEqual([[], []]) }

/** Name and password, whatever the console asks for next. */
async function enter(page: Page, user: string, password: string): Promise<void> {
  await page.locator('#user').fill(user)
  await page.locator('#password').fill(password)
  await page.keyboard.press('Enter')
}

beforeAll(async () => {
  const [port = 0] = await freePorts(1)
  oidc = await startOidc({ redirectUri: `http://127.0.0.1:${port}/api/oidc/callback`, people: [{ sub: 'p-zhao', email: 'zhao@airport.example' }, { sub: 'p-stranger', email: 'who@airport.example' }] })
  house = await openConsoleHouse([], { port, settings: { ANXING_OIDC_ISSUER: oidc.issuer, ANXING_OIDC_CLIENT_ID: oidc.clientId, ANXING_OIDC_CLIENT_SECRET: oidc.clientSecret, ANXING_OIDC_NAME: '机场统一认证' } })
  const { client } = house.controller
  await staff(client, 'PUT', '/api/staff', { user: 'zhao', name: '赵敏', roles: ['publisher'], mayRelease: false, email: 'zhao@airport.example' })
  await staff(client, 'PUT', '/api/staff', { user: 'sun', name: '孙悦', password: 'sun at work', roles: ['duty'], mayRelease: false })
})
afterAll(async () => {
  await house.close()
  await oidc.stop()
})

describe('people', () => {
  it('an administrator makes an organisation and an account; its owner signs in by the one-time password, chooses another, and sets up a second step', async () => {
    const admin = await house.open()
    await house.enter(admin, '#/people')
    await admin.getByRole('radio', { name: 'Organisations' }).check()
    await admin.getByText('No organisations yet.').waitFor()
    await admin.getByRole('button', { name: 'New organisation' }).click()
    await admin.getByLabel('Name in Chinese').fill('机场公安分局')
    await admin.getByLabel('Name in English').fill('Airport Police')
    await admin.getByRole('radio', { name: 'Police' }).check()
    await admin.getByLabel('Owner 1').selectOption('sun')
    await shot(admin, 'organisation-form')
    await admin.getByRole('button', { name: 'Save' }).click()
    await admin.getByText('Owner missing').waitFor()

    await admin.getByRole('radio', { name: 'Accounts' }).check()
    await admin.getByRole('link', { name: 'New account' }).click()
    await admin.getByLabel('Name', { exact: true }).fill('李晨')
    await admin.getByLabel('User name').fill('lichen')
    await admin.getByLabel('Organisation', { exact: true }).selectOption('airport-police')
    await admin.getByLabel('duty officer').check()
    await clean(admin)
    await shot(admin, 'account-form')
    await admin.getByRole('button', { name: 'Save' }).click()
    const made = admin.locator('[data-one-time]')
    await made.waitFor()
    const oneTime = await made.getAttribute('data-one-time') ?? ''
    await shot(admin, 'one-time')
    await admin.getByRole('button', { name: 'Done' }).click()

    const own = await house.open({ viewport: phone })
    await enter(own, 'lichen', oneTime)
    await own.getByText('Choose your own password').waitFor()
    await clean(own)
    await shot(own, 'password-phone')
    await own.getByLabel('New password').fill('a quiet gate at dawn')
    await own.getByLabel('Once more').fill('a quiet gate at dawn')
    await own.keyboard.press('Enter')
    await own.locator('main#main').waitFor()

    await house.go(own, '#/account')
    await own.getByText('Airport Police').waitFor()
    await own.getByRole('button', { name: 'Set up a second step' }).click()
    await own.getByLabel('Your password first').fill('a quiet gate at dawn')
    await own.keyboard.press('Enter')
    const secret = await own.locator('[data-secret]').getAttribute('data-secret') ?? ''
    await clean(own)
    await shot(own, 'enrol-phone')
    await own.getByLabel('Six digits').fill(codeOf(secret, Date.now(), -1))
    await own.keyboard.press('Enter')
    await own.getByText('Keep these ten recovery codes').waitFor()
    expect(await own.locator('dialog ol li').count()).toBe(10)
    const recovery = await own.locator('dialog ol li').first().textContent() ?? ''
    await shot(own, 'recovery-phone')
    await own.getByLabel('I have kept them').check()
    await own.getByRole('button', { name: 'Done' }).click()
    await own.getByText('10 recovery codes left').waitFor()
    await clean(own)
    await shot(own, 'account-phone')

    // The next browser is asked for the code; one that is not right lets nobody in.
    const next = await house.open()
    await enter(next, 'lichen', 'a quiet gate at dawn')
    await next.getByLabel('Second step').fill('000000')
    await shot(next, 'code')
    await next.keyboard.press('Enter')
    await next.getByText('The code is not right').waitFor()
    await next.getByLabel('Second step').fill(codeOf(secret, Date.now()))
    await next.keyboard.press('Enter')
    await next.locator('main#main').waitFor()

    // Without the phone; and from here the other browser's session is ended: it is out at its next step.
    const third = await house.open()
    await enter(third, 'lichen', 'a quiet gate at dawn')
    await third.getByRole('button', { name: /Use a recovery code/ }).click()
    await third.getByLabel('Recovery code').fill(recovery)
    await third.keyboard.press('Enter')
    await third.locator('main#main').waitFor()
    await house.go(third, '#/account')
    await third.getByText('9 recovery codes left').waitFor()
    await clean(third)
    await shot(third, 'account')
    await third.getByRole('button', { name: 'End all others' }).click()
    await third.getByText('All others have ended.').waitFor()
    await house.go(next, '#/account')
    await next.getByText('Your session has ended').waitFor()
    expect(await next.locator('#user').count()).toBe(1)

    // The administrator takes the second step off for a lost phone.
    await admin.getByRole('button', { name: 'Take second step off' }).waitFor({ state: 'hidden' })
    await admin.reload()
    await admin.getByRole('button', { name: 'Take second step off' }).click()
    await admin.getByRole('dialog').getByRole('button', { name: 'Take second step off' }).click()
    await admin.getByText('Done.').waitFor()
    await house.go(third, '#/overview')
    await third.reload()
    await third.locator('#user').waitFor()
    for (const page of [own, next, third, admin]) await page.context().close()
  })

  it('signs in over the provider, back to where one was; who is not known is told whom to ask', async () => {
    const page = await house.open({ locale: 'zh-CN', theme: 'dark' })
    await page.evaluate(() => { location.hash = '#/account' })
    await page.reload()
    await shot(page, 'sign-in-dark')
    await clean(page)
    await page.getByRole('link', { name: '用机场统一认证登录' }).click()
    await page.getByRole('button', { name: 'p-stranger' }).click()
    await page.getByText('请值班台的管理员在您的账号里填上您的邮箱').waitFor()
    expect(page.url()).not.toContain('refused')
    await shot(page, 'unknown-dark')
    await page.getByRole('link', { name: '用机场统一认证登录' }).click()
    await page.getByRole('button', { name: 'p-zhao' }).click()
    await page.getByRole('heading', { name: '赵敏' }).waitFor()
    expect(new URL(page.url()).hash).toBe('#/account')
    await page.getByText('已与机场统一认证关联').waitFor()
    expect(await page.getByRole('navigation').getByText('人员').count()).toBe(0)
    await clean(page)
    await shot(page, 'account-dark-zh')
    await page.context().close()
  })

  it('what is owed comes straight after signing in, before anything else: first a password of one\'s own, then what the site asks for', async () => {
    const admin = await house.open({ locale: 'zh-CN' })
    await house.enter(admin, '#/people')
    await admin.getByRole('radio', { name: '登录规则' }).check()
    await admin.getByText('尚未设置：').waitFor()
    await admin.getByRole('checkbox').check()
    await admin.getByRole('button', { name: '保存' }).click()
    await admin.getByText('登录规则已保存。').waitFor()
    await clean(admin)
    await shot(admin, 'rules-zh')
    await admin.getByRole('radio', { name: '账号' }).check()
    await admin.getByRole('row', { name: '孙悦 sun一次性密码' }).waitFor()
    await clean(admin)
    await shot(admin, 'accounts-zh')
    await admin.getByRole('link', { name: '孙悦' }).click()
    await admin.getByText(/一次性密码，.+前须更换/).waitFor()
    await clean(admin)
    await shot(admin, 'account-one-time-zh')
    await admin.getByRole('radio', { name: '单位' }).check()
    await shot(admin, 'organisations-zh')
    await clean(admin)

    const sun = await house.open({ theme: 'dark' })
    await enter(sun, 'sun', 'sun at work')
    // By keyboard alone: the focus is where the new password goes.
    await sun.getByRole('heading', { name: 'Choose your own password' }).waitFor()
    expect(await sun.getByRole('navigation').count()).toBe(0)
    await clean(sun)
    await shot(sun, 'own-password-dark')
    await sun.keyboard.type('sun at work')
    await sun.keyboard.press('Tab')
    await sun.keyboard.type('sun at work')
    await sun.keyboard.press('Enter')
    await sun.getByText('This is the password you have.').waitFor()
    await clean(sun)
    // Leaving the page in between changes nothing: the password is still owed, and asked for where it was not just typed.
    await sun.reload()
    await sun.getByRole('form', { name: 'Choose your own password' }).waitFor()
    await sun.keyboard.type('sun at work')
    for (let n = 0; n < 2; n += 1) {
      await sun.keyboard.press('Tab')
      await sun.keyboard.type('a quiet gate at dawn')
    }
    await sun.keyboard.press('Enter')
    await sun.getByText('This site asks your roles for a second step.').waitFor()
    const secret = await sun.locator('[data-secret]').getAttribute('data-secret') ?? ''
    await clean(sun)
    await shot(sun, 'enrol-dark')
    await sun.getByLabel('Six digits').fill(codeOf(secret, Date.now()))
    await sun.keyboard.press('Enter')
    await sun.getByLabel('I have kept them').check()
    await sun.getByRole('button', { name: 'Done' }).click()
    await sun.locator('main#main').waitFor()
    await sun.context().close()
    await admin.context().close()
  })
})
