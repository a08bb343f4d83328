import { answerOnly } from '../call.js'
import type { PlatformDesk } from './desk.js'
import { json, refuse } from './reply.js'

const most = 500

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0

/**
 * POST /cgi-bin/component/api_get_authorizer_list (docs/vendors/wechat.md A.5): where lost refresh tokens are found.
 * A row has no refresh token while the code of its authorisation was not exchanged. More than 500 at once is 40170 (A.4); that
 * what is no figure is 40097 is a guess.
 */
export const listAuthorizers: PlatformDesk = ({ vendor, at, body }) => {
  const { offset, count } = body
  if (!isCount(offset) || !isCount(count)) return refuse(vendor, at, '40097')
  if (count > most) return refuse(vendor, at, '40170')
  const authorized = [...vendor.memory.apps.values()].filter((app) => app.authorized)
  const list = authorized.slice(offset, offset + count).map(({ appId, refreshToken, authorizedAt, exchanged }) => ({
    authorizer_appid: appId,
    ...(exchanged ? { refresh_token: refreshToken } : {}),
    auth_time: authorizedAt,
  }))
  return answerOnly(json(vendor, { total_count: authorized.length, list }))
}
