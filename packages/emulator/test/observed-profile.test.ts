import { isObservedProfile, observedProfile } from '../src/index.js'

const server = '/wxa/modify_domain'
const pool = '/cgi-bin/component/modify_wxa_server_domain'
const names = (...paths: ReadonlyArray<string>) => paths.map((path) => ({ path }))

describe('the profile that replies of live vendors decide', () => {
  test('leaves open what no reply tells', () => {
    expect(observedProfile({})).toEqual({})
    expect(observedProfile({ wechat: [], baidu: [], strange: [] })).toEqual({ wechat: {}, baidu: {} })
    const refused = { path: server, code: 85015, httpStatus: 200 }
    const full = { path: pool, fields: [{ path: 'testing_wxa_server_domain', entries: 2 }] }
    expect(observedProfile({ wechat: [refused, full], baidu: [{ path: '/x', code: 50029, httpStatus: 200 }] })).toEqual(
      {
        wechat: {},
        baidu: {},
      },
    )
  })

  test.each([
    [{ path: server, fields: names('errcode', 'requestdomain', 'udpdomain') }, { fields: 'six-kinds' }],
    [{ path: server, fields: names('errcode', 'requestdomain') }, { fields: 'four-kinds' }],
    [{ path: pool, fields: names('errcode', 'errmsg') }, { emptyPoolGet: 'with-errcode' }],
    [{ path: pool, fields: [{ path: 'testing_wxa_server_domain', entries: 0 }] }, { emptyPoolGet: 'bare' }],
    [{ path: server, code: 48001 }, { permissionMissing: '48001' }],
    [{ path: server, code: 61007 }, { permissionMissing: '61007' }],
    [{ path: server, code: 40014 }, { unknownToken: '40014' }],
    [{ path: pool, code: 61011 }, { unknownComponent: '61011' }],
  ])('has the answer of WeChat: %j', (reply, wechat) => {
    expect(observedProfile({ wechat: [reply] })).toEqual({ wechat })
  })

  test.each([
    [{ path: '/x', fields: names('errno', 'request_id') }, { envelope: 'traced' }],
    [{ path: '/x', fields: names('errno', 'msg') }, { envelope: 'bare' }],
    [
      { path: '/x', fields: [{ path: 'timestamp' }, { path: 'data', spellings: ['http://host'] }] },
      { envelope: 'traced', schemes: 'any' },
    ],
    [{ path: '/x', code: 110, httpStatus: 401 }, { gatewayStatus: '401' }],
    [{ path: '/x', code: 110, httpStatus: 200 }, { gatewayStatus: '200' }],
  ])('has the answer of Baidu: %j', (reply, baidu) => {
    expect(observedProfile({ baidu: [reply] })).toEqual({ baidu })
  })

  const serverPath = '/api/apps/v2/domain/modify_server_domain/'
  const served = ['request', 'socket', 'upload', 'download'].map((name) => ({ path: `data.${name}` }))

  it.each([
    [{ path: serverPath, fields: served }, { emptyList: 'array' }],
    [{ path: serverPath, fields: served.slice(1) }, { emptyList: 'absent' }],
    [{ path: serverPath, code: 40020 }, { tokenCodes: 'v1' }],
    [{ path: serverPath, code: 28001008 }, {}],
  ])('has the answer of Douyin: %j', (reply, douyin) => {
    expect(observedProfile({ douyin: [reply] })).toEqual({ douyin })
  })

  test('is known by its questions and answers, and nothing else is', () => {
    expect(isObservedProfile({ wechat: { fields: 'four-kinds' }, baidu: {} })).toBe(true)
    expect(isObservedProfile({})).toBe(true)
    for (const other of [
      undefined,
      [],
      'default',
      { wechat: { fields: 'nine' } },
      { baidu: { apps: {} } },
      { other: {} },
    ])
      expect(isObservedProfile(other)).toBe(false)
  })
})
