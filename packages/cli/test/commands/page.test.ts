import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Looks, describeBrowser, show } from '../harness/browser.js'
import { configOf, desk, vendors } from '../harness/command-line.js'

const widths = [360, 768, 1440]

const looks: ReadonlyArray<Looks> = widths.flatMap((width, index) => [
  { width, locale: 'en-US', colorScheme: index === 0 ? 'dark' : 'light' },
  { width, locale: 'zh-CN', colorScheme: index === 0 ? 'light' : 'dark' },
])

/** A fleet of which one merchant has taken the authorisation back, with the page of each report. */
const reported = async () => {
  const emulator = await vendors()
  const at = desk()
  const ids = Array.from({ length: 12 }, (_, n) => `wx-app-${n + 1}`)
  emulator.wechat.seed({ apps: Object.fromEntries(ids.map((id) => [id, { authorized: true }])) })
  at.write(
    'mini-domains.yaml',
    configOf(emulator, 12).replace(
      "{ id: 'wx-app-7', vendor: wechat }",
      "{ id: 'wx-app-7', vendor: wechat, name: 果香阁 }",
    ),
  )
  await at.type('plan', '--out', 'plan.jsonl', '--html', 'plan.html')
  emulator.wechat.seed({ apps: { 'wx-app-7': { authorized: false } } })
  await at.type('apply', 'plan.jsonl', '--yes', '--report', 'apply.html')
  await at.type('verify', '--report', 'verify.html')
  const htmlOf = (name: string): string => readFileSync(join(at.folder, name), 'utf8')
  return { plan: htmlOf('plan.html'), apply: htmlOf('apply.html'), verify: htmlOf('verify.html') }
}

describeBrowser('in a browser, the page', () => {
  let pages: Awaited<ReturnType<typeof reported>>

  beforeAll(async () => {
    pages = await reported()
  })

  test.each(looks)('of a plan is right at $width pixels, in $locale, $colorScheme', async (look) => {
    const { page, complaints, barriers, overflow } = await show(pages.plan, look)
    const isChinese = look.locale === 'zh-CN'
    await page
      .locator('#total')
      .getByText(isChinese ? '24 个小程序' : '24 apps')
      .waitFor()
    const group = page.locator('.group').first()
    expect(await group.locator('bdi').count()).toBe(10)
    await group.locator('[aria-expanded=false]').click()
    expect(await group.locator('bdi').count()).toBe(12)
    await page.locator('#list').focus()
    await page.keyboard.press('End')
    expect(await overflow()).toBe(0)
    expect(await barriers()).toEqual([])

    await page.keyboard.press('/')
    await page.keyboard.type('果香阁 pay.example')
    expect(await page.locator('#found').textContent()).toBe(isChinese ? '1 / 48' : '1 of 48')
    await page.locator('#list').focus()
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('#detail').textContent()).toContain('果香阁 (wx-app-7)')

    await page.reload()
    expect(await page.locator('#search').inputValue()).toBe('果香阁 pay.example')
    expect(await page.locator('#detail').textContent()).toContain('https://pay.example.com')

    await page.locator('#language').click()
    expect(await page.locator('html').getAttribute('lang')).toBe(isChinese ? 'en' : 'zh')
    await page.locator('#search').fill('')
    await page.emulateMedia({ media: 'print' })
    await page.evaluate('dispatchEvent(new Event("beforeprint"))')
    expect(await page.locator('.row').count()).toBe(48)
    expect(await page.locator('#language').isVisible()).toBe(false)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test.each([
    { name: 'apply' as const, look: looks[1], total: '未按计划完成 2 项', says: '授权' },
    { name: 'verify' as const, look: looks[4], total: 'merchant must authorise', says: 'who must act: the merchant' },
  ])('of $name is that of a plan', async ({ name, look = looks[0], total, says }) => {
    if (look === undefined) throw new Error('no look')
    const { page, complaints, barriers, overflow } = await show(pages[name], look)
    expect(await page.locator('#total').textContent()).toContain(total)
    await page.locator('#search').fill('果香阁')
    expect(await page.locator('.group').first().textContent()).toContain(says)
    await page.locator('.row').first().click()
    expect(await page.locator('#detail').textContent()).toContain('果香阁 (wx-app-7)')
    expect(await overflow()).toBe(0)
    expect(await barriers()).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('of 100,000 lists draws those in sight, and finds one', async () => {
    const more = Array.from({ length: 100_000 }, (_, n) => `["app-${n}",0,0,"店铺 ${n}"]`).join(',\n')
    const [look] = looks
    if (look === undefined) throw new Error('no look')
    const { page, complaints } = await show(
      pages.plan.replace('\n]</script>', () => `,\n${more}\n]</script>`),
      look,
    )
    expect(await page.locator('#found').textContent()).toBe('100,048 of 100,048')
    await page.locator('#list').focus()
    await page.keyboard.press('End')
    await page.locator('.row.picked').getByText('app-99999').waitFor()
    expect(await page.locator('.row').count()).toBeLessThan(60)
    await page.locator('#search').fill('店铺 77777')
    expect(await page.locator('#found').textContent()).toBe('1 of 100,048')
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
