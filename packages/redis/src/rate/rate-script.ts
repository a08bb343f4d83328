import { type Script, script } from '../data/script.js'

// Times are milliseconds of the server with fractions. A hash holds one vendor's rate; of each class:
//   next     the earliest slot of the next start
//   hold     no start before this: the vendor has refused a call
//   held     how long the last hold was
//   mean     the mean time between starts
//   learned  the spacing that refusals have taught; 0 for none
//   goal     at which learned spacing it is forgotten
//   recover  when the learned spacing next shrinks
const state = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local class = ARGV[1]
local function field(name) return tonumber(redis.call('HGET', KEYS[1], name .. ':' .. class) or '0') or 0 end
local function keep(name, value) redis.call('HSET', KEYS[1], name .. ':' .. class, string.format('%.3f', value)) end
local function recoverEvery(held) return math.min(30000, math.max(3000, held / 2)) end
local function spacing(least)
  local learned = field('learned')
  if learned == 0 then return least end
  local at, every, goal = field('recover'), recoverEvery(field('held')), field('goal')
  while learned > 0 and now >= at do
    learned = learned * 0.8
    if learned < goal then learned = 0 end
    at = at + every
  end
  keep('learned', learned)
  keep('recover', at)
  return math.max(least, learned)
end
`

/**
 * Books the next slot of a class at a vendor: it gives how long until then, in milliseconds, the slot, and since when slots are known; or
 * `closed`. KEYS: the vendor's rate, its
 * booked slots, the mark of a day's quota that is used up. ARGV: class, spacing of the class, spacing over all classes.
 *
 * A class books its own slots in a row. Over all classes a slot goes into the first gap that is wide enough, so that a slow class,
 * which books far ahead, does not make the others wait.
 */
export const bookScript: Script = script(
  state,
  `
if redis.call('EXISTS', KEYS[3]) == 1 then return 'closed' end
local own, all = spacing(tonumber(ARGV[2])), tonumber(ARGV[3])
local at = tonumber(redis.call('HGET', KEYS[1], 'at') or '') or 0
-- Nothing is known, or the clock was set back: slots may be booked that cannot be seen. Those that start without being confirmed lie
-- less than a second ahead.
if at == 0 or now < at - 1000 then
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('HSET', KEYS[1], 'from', string.format('%.3f', now + 1000 + all))
end
redis.call('HSET', KEYS[1], 'at', string.format('%.3f', now))
local from = tonumber(redis.call('HGET', KEYS[1], 'from') or '') or 0
local slot = math.max(now, from, field('next'), field('hold'))
if all > 0 then
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. string.format('%.3f', now - all))
  local booked = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. string.format('%.3f', slot - all), '+inf', 'WITHSCORES')
  for index = 2, #booked, 2 do
    local other = tonumber(booked[index])
    if other >= slot + all then break end
    slot = math.max(slot, other + all)
  end
  redis.call('ZADD', KEYS[2], string.format('%.3f', slot), string.format('%.3f', slot))
end
local last, mean = field('last'), field('mean')
local between = math.min(1000, slot - last)
if last > 0 then keep('mean', mean == 0 and between or mean * 0.8 + between * 0.2) end
keep('last', slot)
keep('next', slot + own)
return string.format('%.3f %.3f %.3f', slot - now, slot, from)
`,
)

/**
 * Says whether a booked slot still holds: what was booked is known, and the class was not put on hold beyond it. KEYS: the vendor's rate.
 * ARGV: class, the slot, and since when slots are known, as the booking gave them.
 */
export const confirmScript: Script = script(
  state,
  `
if redis.call('HGET', KEYS[1], 'from') ~= ARGV[3] then return 'lost' end
return field('hold') > tonumber(ARGV[2]) and 'held' or 'kept'
`,
)

/**
 * Holds a class, which then runs at half its rate and recovers slowly. Calls that were under way and come back refused as well count once.
 * KEYS: the vendor's rate. ARGV: class, for how long in milliseconds, spacing of the class.
 */
export const holdScript: Script = script(
  state,
  `
local ms, before = tonumber(ARGV[2]), math.max(spacing(tonumber(ARGV[3])), field('mean'))
if now >= field('hold') then
  keep('learned', math.min(1000, 2 * before))
  keep('goal', math.max(tonumber(ARGV[3]), before / 2))
end
local until_ = math.max(field('hold'), now + ms)
keep('hold', until_)
keep('held', until_ - now)
keep('recover', until_ + recoverEvery(until_ - now))
return 'held'
`,
)

/**
 * Marks a day's quota as used up. KEYS: the mark. ARGV: for how long, in milliseconds.
 */
export const closeDayScript: Script = script(`return redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])`)
