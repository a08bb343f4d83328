import { type FetchedText, checkConfirmFile } from '../../src/index.js'

const file = { name: 'abc.txt', content: new TextEncoder().encode('0123456789abcdef') }
const bytes = (text: string) => new TextEncoder().encode(text)
const served = (text: string, more: Partial<FetchedText> = {}): FetchedText => ({
  status: 200,
  body: bytes(text),
  cut: false,
  ...more,
})

const faultsOf = async (reply: FetchedText | undefined) => {
  const report = await checkConfirmFile('www.example.com', file, () => Promise.resolve(reply))
  expect(report.ok).toBe(report.faults.length === 0)
  for (const { hint } of report.faults) expect([hint.en, hint.zh].every((text) => text !== '')).toBe(true)
  return report.faults.map(({ fault }) => fault)
}

const saying = (text: string): unknown => expect.stringContaining(text)

describe('a confirm file', () => {
  test('is fetched over HTTPS from the root, with a limit of time and size', async () => {
    const asked: Array<unknown> = []
    const report = await checkConfirmFile('www.example.com', file, (...question) => {
      asked.push(question)
      return Promise.resolve(served('0123456789abcdef'))
    })
    expect(asked).toEqual([['https://www.example.com/abc.txt', { timeoutMs: 10_000, maxBytes: 65_536 }]])
    expect(report).toEqual({ url: 'https://www.example.com/abc.txt', faults: [], ok: true })
  })

  test.each<readonly [string, FetchedText | undefined, ReadonlyArray<string>]>([
    ['no reply', undefined, ['no-reply']],
    ['a redirect', served('', { status: 302, location: 'https://x.com/login?token=hush' }), ['redirect']],
    ['not found', served('0123456789abcdef', { status: 404 }), ['status']],
    ['a page', served('<!DOCTYPE html><p>hi'), ['html']],
    ['a page by its type', served('0123', { contentType: 'text/html' }), ['html']],
    ['too much', served('x'.repeat(99), { cut: true }), ['too-large']],
    ['nothing', served(''), ['empty']],
    ['a BOM', served('\uFEFF0123456789abcdef'), ['bom']],
    ['a BOM and a line break', served('\uFEFF0123456789abcdef\r\n'), ['bom', 'trailing-newline']],
    ['a line break', served('0123456789abcdef\n'), ['trailing-newline']],
    ['blanks', served('  0123456789abcdef'), ['white-space']],
    ['a zero-width space', served('01234567\u200B89abcdef'), ['hidden-characters']],
    ['other content', served('fedcba'), ['other-content']],
  ])('served with a fault is told with what to fix: %s', async (_, reply, faults) => {
    expect(await faultsOf(reply)).toEqual(faults)
  })

  test.each([
    '',
    ' ',
    'a b.example.com',
    'me:hush@a.example.com',
    'a.example.com/x',
    'a.example.com\\x',
    'a?b',
    'a:port',
    'a:99999',
    '[::1',
  ])('of what is no host is not fetched: %j', async (host) => {
    const fetchText = jest.fn()
    const report = await checkConfirmFile(host, file, fetchText)
    expect(report).toMatchObject({ ok: false, faults: [{ fault: 'address' }] })
    expect(fetchText).not.toHaveBeenCalled()
  })

  test.each([
    'a.example.com',
    'A.EXAMPLE.COM:8443',
    'my_api.example.com',
    '例子.中国',
    '127.0.0.1',
    '[::1]:443',
    'localhost',
  ])('of a host is fetched there: %s', async (host) => {
    const asked: Array<string> = []
    await checkConfirmFile(host, file, (url) => {
      asked.push(new URL(url).pathname)
      return Promise.resolve(served('0123456789abcdef'))
    })
    expect(asked).toEqual(['/abc.txt'])
  })

  test.each([
    [300, undefined],
    [304, undefined],
    [302, ''],
    [301, '?only=query'],
  ])('that a status of redirects leads nowhere is told by its status: %i to %j', async (status, location) => {
    const report = await checkConfirmFile('a.example.com', file, () =>
      Promise.resolve(served('', location === undefined ? { status } : { status, location })),
    )
    expect(report.faults).toMatchObject([{ fault: 'status', hint: { en: saying(String(status)) } }])
  })

  test('in another encoding is told to be saved as UTF-8, with a mark or without', async () => {
    const of = async (body: Uint8Array) =>
      (await checkConfirmFile('a.example.com', file, () => Promise.resolve({ status: 200, body, cut: false }))).faults
    const wide = Buffer.from('0123456789abcdef', 'utf16le')
    for (const body of [Buffer.from([0xff, 0xfe, ...wide]), Buffer.from([0xfe, 0xff, ...Buffer.from(wide).swap16()])])
      expect(await of(body)).toMatchObject([{ fault: 'bom', hint: { en: saying('UTF-8'), zh: saying('UTF-8') } }])
    for (const body of [wide, Buffer.from(wide).swap16()])
      expect(await of(body)).toMatchObject([{ fault: 'hidden-characters', hint: { en: saying('U+0000') } }])
  })

  test('is as good as missing where the fetch throws, and a redirect tells no secret', async () => {
    const report = await checkConfirmFile('www.example.com', file, () => Promise.reject(new Error('hush')))
    expect(report.faults[0]?.fault).toBe('no-reply')
    const redirected = served('', { status: 301, location: 'https://x.com/?token=hush' })
    const other = await checkConfirmFile('www.example.com', file, () => Promise.resolve(redirected))
    expect(JSON.stringify([report, other])).not.toContain('hush')
  })
})
