import type { Emulator } from '../src/index.js'
import { isObject, type JsonObject } from '../src/json.js'

const objectIn = (value: unknown): JsonObject => {
  if (!isObject(value)) throw new TypeError('expected a JSON object')
  return value
}

/** A field of an answer that must be a text. */
export const textIn = (answer: JsonObject, name: string): string => {
  const value = answer[name]
  if (typeof value !== 'string') throw new TypeError(`expected a text in ${name}: ${JSON.stringify(answer)}`)
  return value
}

/** A field of an answer that must be an object. */
export const fieldIn = (answer: JsonObject, name: string): JsonObject => objectIn(answer[name])

/** Posts to one of WeChat's `/cgi-bin/component/api_*`; the platform's own id is sent along. */
export const toComponent = async (
  { wechat }: Emulator,
  endpoint: string,
  body: JsonObject = {},
  query = 'component_access_token=token-wx-platform',
): Promise<JsonObject> => {
  const response = await fetch(`${wechat.baseUrl}/cgi-bin/component/${endpoint}?${query}`, {
    method: 'POST',
    body: JSON.stringify({ component_appid: 'wx-platform', ...body }),
  })
  return objectIn(await response.json())
}

/** What gets WeChat's platform its token from the start. */
export const wechatSecrets = {
  component_appsecret: 'secret-wx-platform',
  component_verify_ticket: 'ticket@@@wx-platform',
}

/** Gets (or posts to) one of Baidu's token endpoints, everything in the query. */
export const toTp = async (
  { baidu }: Emulator,
  path: string,
  fields: { readonly [name: string]: string },
  method = 'GET',
): Promise<JsonObject> => {
  const query = new URLSearchParams(fields)
  const response = await fetch(`${baidu.baseUrl}${path}?${query.toString()}`, { method })
  return objectIn(await response.json())
}

/** Refreshes an app's token at Baidu. */
export const refreshAtBaidu = (
  emulator: Emulator,
  refreshToken: string,
  accessToken = emulator.baidu.state().platform.token,
): Promise<JsonObject> =>
  toTp(emulator, '/rest/2.0/oauth/token', {
    access_token: accessToken,
    refresh_token: refreshToken,
    grant_type: 'app_to_tp_refresh_token',
  })

/** Refreshes an app's token at WeChat. */
export const refreshAtWechat = (emulator: Emulator, appId: string, refreshToken: unknown): Promise<JsonObject> =>
  toComponent(emulator, 'api_authorizer_token', { authorizer_appid: appId, authorizer_refresh_token: refreshToken })
