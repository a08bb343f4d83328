import { createHash } from 'node:crypto'

/**
 * A Lua script, which Redis runs as one step.
 */
export interface Script {
  readonly lua: string
  readonly sha: string
}

// KEYS[1] tells which data this is. A handle that knew other data is told so, and does nothing.
const guard = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('EPOCH the data of the store is gone') end
`

// The next number of the store: the microsecond of the server, or one more than the last. %.0f, as Lua would round it.
const sequence = `
local function following(name)
  local time = redis.call('TIME')
  local next = time[1] * 1000000 + time[2]
  local last = tonumber(redis.call('GET', name) or '0')
  if last >= next then next = last + 1 end
  local text = string.format('%.0f', next)
  redis.call('SET', name, text)
  return text
end
`

const parting = `
local function split(text)
  local at = string.find(text, ' ', 1, true)
  return string.sub(text, 1, at - 1), string.sub(text, at + 1)
end
`

const script = (...parts: ReadonlyArray<string>): Script => {
  const lua = parts.join('')
  return { lua, sha: createHash('sha1').update(lua).digest('hex') }
}

/**
 * Finds out which data this is, and founds new data where there is none. KEYS: epoch, sequence.
 */
export const foundScript = script(
  sequence,
  `
if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('SET', KEYS[1], following(KEYS[2])) end
return redis.call('GET', KEYS[1])
`,
)

/**
 * Reads a record. KEYS: epoch, records. ARGV: epoch, key.
 */
export const getScript = script(guard, `return redis.call('HGET', KEYS[2], ARGV[2])`)

/**
 * Writes a record at an expected version. KEYS: epoch, records, index, sequence. ARGV: epoch, key, value, expected.
 */
export const putScript = script(
  guard,
  sequence,
  parting,
  `
local found = redis.call('HGET', KEYS[2], ARGV[2])
local version = found and (split(found)) or '0'
if version ~= ARGV[4] then return false end
local next = following(KEYS[4])
redis.call('HSET', KEYS[2], ARGV[2], next .. ' ' .. ARGV[3])
redis.call('ZADD', KEYS[3], 0, ARGV[2])
return next
`,
)

/**
 * Removes a record at an expected version. KEYS: epoch, records, index. ARGV: epoch, key, expected.
 */
export const removeScript = script(
  guard,
  parting,
  `
local found = redis.call('HGET', KEYS[2], ARGV[2])
if not found or (split(found)) ~= ARGV[3] then return 0 end
redis.call('HDEL', KEYS[2], ARGV[2])
redis.call('ZREM', KEYS[3], ARGV[2])
return 1
`,
)

/**
 * Lists keys. KEYS: epoch, index. ARGV: epoch, start, end, limit.
 */
export const keysScript = script(
  guard,
  `return redis.call('ZRANGEBYLEX', KEYS[2], ARGV[2], ARGV[3], 'LIMIT', 0, ARGV[4])`,
)

/**
 * Takes a lease. KEYS: epoch, lease, sequence. ARGV: epoch, owner, time to live.
 */
export const acquireScript = script(
  guard,
  sequence,
  parting,
  `
local held = redis.call('GET', KEYS[2])
if held then
  local _, owner = split(held)
  if owner ~= ARGV[2] then return false end
end
local fence = following(KEYS[3])
redis.call('SET', KEYS[2], fence .. ' ' .. ARGV[2], 'PX', ARGV[3])
return fence
`,
)

/**
 * Prolongs a lease. KEYS: epoch, lease. ARGV: epoch, fence, time to live.
 */
export const renewScript = script(
  guard,
  parting,
  `
local held = redis.call('GET', KEYS[2])
if not held or (split(held)) ~= ARGV[2] then return 0 end
return redis.call('PEXPIRE', KEYS[2], ARGV[3])
`,
)

/**
 * Gives a lease back. KEYS: epoch, lease. ARGV: epoch, fence.
 */
export const releaseScript = script(
  guard,
  parting,
  `
local held = redis.call('GET', KEYS[2])
if not held or (split(held)) ~= ARGV[2] then return 0 end
return redis.call('DEL', KEYS[2])
`,
)
