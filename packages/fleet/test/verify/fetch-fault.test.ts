import { checkConfirmFile } from '../../src/index.js'
import { fetchFault } from '../../src/verify/fetch-fault.js'

const file = { name: 'abc.txt', content: new TextEncoder().encode('0123456789abcdef') }
const thrown = (code: string): Error => new TypeError('hush', { cause: Object.assign(new Error('hush'), { code }) })

describe('a fetch that failed', () => {
  test.each([
    ['ENOTFOUND', 'dns'],
    ['ECONNREFUSED', 'refused'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['ECONNRESET', 'cut-off'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-name'],
    ['CERT_HAS_EXPIRED', 'certificate-date'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-self-signed'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-chain'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'no-tls'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls'],
    ['Z_DATA_ERROR', 'encoding'],
    ['toString', 'no-reply'],
  ])('is told by its code %s, which lies in the cause, as %s', async (code, fault) => {
    expect(fetchFault(thrown(code))).toBe(fault)
    const report = await checkConfirmFile('www.example.com', file, () => Promise.reject(thrown(code)))
    expect(report.faults.map((one) => one.fault)).toEqual([fault])
    expect(JSON.stringify(report)).not.toContain('hush')
  })

  test('is found among the tries of several addresses, and in no endless chain of causes', () => {
    expect(fetchFault({ errors: [Object.assign(new Error(), { code: 'ECONNREFUSED' })] })).toBe('refused')
    const endless: { cause?: unknown } = {}
    endless.cause = endless
    expect(fetchFault(endless)).toBe('no-reply')
  })
})

describe('a reply in place of the file', () => {
  const right = '0123456789abcdef'
  test.each([
    [403, '<html>no</html>', undefined, 'forbidden'],
    [401, '', undefined, 'forbidden'],
    [503, 'busy', undefined, 'busy'],
    [429, '', undefined, 'busy'],
    [404, '', undefined, 'status'],
    [200, '{"code":404}', undefined, 'json'],
    [200, 'not found', 'application/json', 'json'],
    [200, `${right}<script src="//x"></script>`, undefined, 'altered'],
    [200, right.toUpperCase(), undefined, 'altered'],
    [200, right.slice(0, 12), undefined, 'altered'],
    [200, 'Not Found', 'text/plain', 'no-confirm-file'],
    [200, '\u001f\ufffd', undefined, 'no-confirm-file'],
  ])('is told by what it is: %s %j %s is %s', async (status, text, contentType, fault) => {
    const reply = {
      status,
      body: new TextEncoder().encode(text),
      cut: false,
      ...(contentType === undefined ? {} : { contentType }),
    }
    const report = await checkConfirmFile('www.example.com', file, () => Promise.resolve(reply))
    expect(report.faults.map((one) => one.fault)).toEqual([fault])
  })

  test('that is compressed, or in UTF-16, is told as such; an address in a redirect tells no user', async () => {
    const of = async (body: Uint8Array, status = 200, location = '') =>
      checkConfirmFile('www.example.com', file, () => Promise.resolve({ status, body, cut: false, location }))
    expect((await of(Uint8Array.of(0x1f, 0x8b, 8, 0))).faults[0]?.fault).toBe('compressed')
    expect((await of(Uint8Array.of(0xff, 0xfe, 48, 0))).faults[0]?.fault).toBe('bom')
    expect(JSON.stringify(await of(Uint8Array.of(), 302, 'https://me:hush@x.com/a'))).not.toContain('hush')
  })
})
