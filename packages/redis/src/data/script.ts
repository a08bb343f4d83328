import { createHash } from 'node:crypto'

/**
 * A Lua script, which Redis runs as one step.
 */
export interface Script {
  readonly lua: string
  readonly sha: string
}

// KEYS[1] identifies the data. A handle that knew other data gets an error, and nothing is done.
const guard = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('EPOCH the data of the store is gone') end
`

// The next number of the store: the microsecond of the server, or one more than the last. %.0f, as Lua would round it.
const sequence = `
local function following(name)
  local time = redis.call('TIME')
  local next = time[1] * 1000000 + time[2]
  local last = tonumber(redis.call('GET', name) or '0')
  if last == nil then return nil end
  if last >= next then next = last + 1 end
  local text = string.format('%.0f', next)
  redis.call('SET', name, text)
  return text
end
`

// A number, a space, the rest; nothing of a text that is not so.
const parting = `
local function split(text)
  local _, last = string.find(text, '^[1-9]%d* ')
  if not last then return nil end
  return string.sub(text, 1, last - 1), string.sub(text, last + 1)
end
local function damaged(what) return redis.error_reply('DAMAGED the ' .. what .. ' of the store cannot be read') end
`

// The fence and the owner of a lease; nil where nobody holds it, false where it cannot be read. One that has more time left
// than it ever asked for was taken before the clock of the server was set back: it has run out.
const leasing = `
local function holder(name)
  local held = redis.call('GET', name)
  if not held then return nil end
  local fence, rest = split(held)
  local ttl, owner = split(rest or '')
  if not ttl then return false end
  if redis.call('PTTL', name) > tonumber(ttl) + 1000 then return nil end
  return fence, owner
end
local function hold(name, fence, owner, ttl) redis.call('SET', name, fence .. ' ' .. ttl .. ' ' .. owner, 'PX', ttl) end
`

/**
 * Makes a script of its parts.
 */
export const script = (...parts: ReadonlyArray<string>): Script => {
  const lua = parts.join('')
  return { lua, sha: createHash('sha1').update(lua).digest('hex') }
}

/**
 * Finds out which data this is, and founds new data where there is none. KEYS: epoch, sequence.
 */
export const foundScript = script(
  sequence,
  parting,
  `
if redis.call('EXISTS', KEYS[1]) == 0 then
  local epoch = following(KEYS[2])
  if not epoch then return damaged('sequence') end
  redis.call('SET', KEYS[1], epoch)
end
return redis.call('GET', KEYS[1])
`,
)

/**
 * Reads a record. KEYS: epoch, records. ARGV: epoch, key.
 */
export const getScript = script(guard, `return redis.call('HGET', KEYS[2], ARGV[2])`)

/**
 * Does several writes or none. KEYS: epoch, records, index, sequence, and the lease where there is one. ARGV: epoch, fence or
 * nothing, then for each write its key, expected version, what to do (put, remove) and value.
 *
 * Redis undoes nothing of a script that fails in the middle. So whatever can fail comes before the first write: the lease, the
 * records, the kind of the index. A lack of memory shows at the first write, or not at all.
 */
export const transactScript = script(
  guard,
  sequence,
  parting,
  leasing,
  `
if ARGV[2] ~= '' then
  local fence = holder(KEYS[5])
  if fence == false then return damaged('lease') end
  if fence ~= ARGV[2] then return 'LeaseLost' end
end
local puts = false
for at = 3, #ARGV, 4 do
  local found = redis.call('HGET', KEYS[2], ARGV[at])
  local version = '0'
  if found then version = split(found) end
  if not version then return damaged('record') end
  if version ~= ARGV[at + 1] then return 'Conflict' end
  puts = puts or ARGV[at + 2] == 'put'
end
redis.call('ZCARD', KEYS[3])
-- What only takes away goes through when the memory is full.
local version = puts and following(KEYS[4]) or redis.call('GET', KEYS[4])
if not version then return damaged('sequence') end
for at = 3, #ARGV, 4 do
  if ARGV[at + 2] == 'put' then
    redis.call('HSET', KEYS[2], ARGV[at], version .. ' ' .. ARGV[at + 3])
    redis.call('ZADD', KEYS[3], 0, ARGV[at])
  else
    redis.call('HDEL', KEYS[2], ARGV[at])
    redis.call('ZREM', KEYS[3], ARGV[at])
  end
end
return version
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
 * Lists records: key, record, key, record. KEYS: epoch, index, records. ARGV: epoch, start, end, limit.
 */
export const entriesScript = script(
  guard,
  `
local keys = redis.call('ZRANGEBYLEX', KEYS[2], ARGV[2], ARGV[3], 'LIMIT', 0, ARGV[4])
local entries = {}
for first = 1, #keys, 1000 do
  local found = redis.call('HMGET', KEYS[3], unpack(keys, first, math.min(first + 999, #keys)))
  for at, record in ipairs(found) do
    entries[#entries + 1] = keys[first + at - 1]
    entries[#entries + 1] = record
  end
end
return entries
`,
)

/**
 * Takes a lease. KEYS: epoch, lease, sequence. ARGV: epoch, owner, time to live.
 */
export const acquireScript = script(
  guard,
  sequence,
  parting,
  leasing,
  `
local fence, owner = holder(KEYS[2])
if fence == false then return damaged('lease') end
if fence and owner ~= ARGV[2] then return false end
local next = following(KEYS[3])
if not next then return damaged('sequence') end
hold(KEYS[2], next, ARGV[2], ARGV[3])
return next
`,
)

/**
 * Prolongs a lease. KEYS: epoch, lease. ARGV: epoch, fence, time to live.
 */
export const renewScript = script(
  guard,
  parting,
  leasing,
  `
local fence, owner = holder(KEYS[2])
if fence == false then return damaged('lease') end
if fence ~= ARGV[2] then return 0 end
hold(KEYS[2], fence, owner, ARGV[3])
return 1
`,
)

/**
 * Gives a lease back. KEYS: epoch, lease. ARGV: epoch, fence.
 */
export const releaseScript = script(
  guard,
  parting,
  leasing,
  `
local fence = holder(KEYS[2])
if fence == false then return damaged('lease') end
if fence ~= ARGV[2] then return 0 end
return redis.call('DEL', KEYS[2])
`,
)
