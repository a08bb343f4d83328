import {
  huaweiClientId,
  huaweiPlatformToken,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../src/index.js'

/** An answer as a client sees it. */
export interface Answer {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

/** Runs a test against an emulator of its own and closes it afterwards, whatever happens. */
export const withEmulator =
  (test: (emulator: Emulator) => Promise<void>, options: EmulatorOptions = {}): (() => Promise<void>) =>
  async () => {
    const emulator = await startEmulator({ clock: () => 1_600_000_000_000, ...options })
    try {
      await test(emulator)
    } finally {
      await emulator.close()
    }
  }

const answered = async (response: Response): Promise<Answer> => ({
  status: response.status,
  text: await response.text(),
  headers: response.headers,
})

/** Posts JSON to the emulated WeChat. */
export const toWechat = async (
  { wechat }: Emulator,
  path: string,
  body: unknown,
  token = path.includes('/component/') ? 'token-wx-platform' : 'token-wx-app-1',
): Promise<Answer> =>
  answered(
    await fetch(`${wechat.baseUrl}${path}?access_token=${token}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )

/** Posts a form to the emulated Baidu; the token is in the query. */
export const toBaidu = async (
  { baidu }: Emulator,
  path: string,
  fields: { readonly [name: string]: string },
  token?: string,
): Promise<Answer> => {
  const { platform, apps } = baidu.state()
  const value = token ?? (path.startsWith('tp/') ? platform.token : apps['bd-app-1']?.token)
  const url = `${baidu.baseUrl}/rest/2.0/smartapp/${path}?access_token=${value ?? ''}`
  return answered(await fetch(url, { method: 'POST', body: new URLSearchParams(fields) }))
}

/** What is sent to the emulated Huawei beside the path: which app, which list, and who calls. */
interface HuaweiCall {
  readonly appId?: string
  readonly category?: string
  readonly token?: string
  readonly clientId?: string
  /** Written where it is given, else the list is read. */
  readonly domains?: unknown
}

/** Calls the domain endpoints of the emulated Huawei: those of an app where one is named, else the pool's. */
export const toHuawei = async (
  { huawei }: Emulator,
  { appId, category = 'server', token = huaweiPlatformToken, clientId = huaweiClientId, domains }: HuaweiCall,
): Promise<Answer> => {
  const path = `/api/tpp/v1/domain-manage/${appId === undefined ? 'domain' : 'app/domain'}?category=${category}`
  const headers = {
    client_id: clientId,
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    ...(appId === undefined ? {} : { appId }),
  }
  const written = domains === undefined ? {} : { method: 'POST', body: JSON.stringify({ domains }) }
  return answered(await fetch(`${huawei.baseUrl}${path}`, { headers, ...written }))
}

/** Posts JSON to the emulated Douyin, or gets where there is no body; the token is in a header. */
export const toDouyin = async ({ douyin }: Emulator, path: string, body?: unknown, token?: string): Promise<Answer> => {
  const { platform, apps } = douyin.state()
  const value = token ?? (path.startsWith('/api/apps/') ? apps['tt-app-1']?.token : platform.token)
  const headers = { 'access-token': value ?? '' }
  return answered(
    await fetch(`${douyin.baseUrl}${path}`, {
      ...(body === undefined
        ? { method: 'GET', headers }
        : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }),
  )
}

/** The text of an answer as JSON. */
export const jsonOf = ({ text }: Answer): unknown => JSON.parse(text)
