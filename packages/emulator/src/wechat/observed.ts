import { hasField, type ObservedReply } from '../state/observed.js'
import type { WechatProfile } from './profile.js'

const poolPaths: ReadonlyArray<string> = [
  '/cgi-bin/component/modify_wxa_server_domain',
  '/cgi-bin/component/modify_wxa_jump_domain',
]

const fieldsOf = (replies: ReadonlyArray<ObservedReply>): Partial<WechatProfile> => {
  const read = replies.find(({ path, fields }) => path === '/wxa/modify_domain' && fields !== undefined)
  if (read === undefined) return {}
  return { fields: hasField(read, 'udpdomain', 'tcpdomain') ? 'six-kinds' : 'four-kinds' }
}

// Only a pool that lists nothing tells.
const emptyPoolOf = (replies: ReadonlyArray<ObservedReply>): Partial<WechatProfile> => {
  const empty = replies.find(
    ({ path, fields }) => poolPaths.includes(path) && fields?.every(({ entries = 0 }) => entries === 0) === true,
  )
  if (empty === undefined) return {}
  return { emptyPoolGet: hasField(empty, 'errcode') ? 'with-errcode' : 'bare' }
}

const refusalsOf = (replies: ReadonlyArray<ObservedReply>): Partial<WechatProfile> => {
  const codes = replies.flatMap(({ code }) => (code === undefined ? [] : [code]))
  return {
    ...(codes.includes(48001) ? { permissionMissing: '48001' } : {}),
    ...(codes.includes(61007) ? { permissionMissing: '61007' } : {}),
    ...(codes.includes(40014) ? { unknownToken: '40014' } : {}),
    ...(codes.includes(61011) ? { unknownComponent: '61011' } : {}),
  }
}

/** The answers of a profile that some replies decide; what they leave open is not there. */
export const wechatObserved = (replies: ReadonlyArray<ObservedReply>): Partial<WechatProfile> => ({
  ...fieldsOf(replies),
  ...emptyPoolOf(replies),
  ...refusalsOf(replies),
})
