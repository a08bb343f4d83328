import { type Effect, type Fault, type FaultAct, type Faults } from '@mini-domains/emulator/fault-server'
import { type Fault as Scripted, type Landing, type Said } from '../harness/fault.js'
import { type FaultDialect, matchOf } from './dialect.js'

const effectOf = (lands: Landing): Effect => {
  switch (lands) {
    case 'never':
      return 'none'
    case 'before':
      return 'after'
    case 'late':
      return 'before'
  }
}

const statusOf = ({ status }: Scripted) => (status === undefined ? {} : { status })

const actOf = (dialect: FaultDialect, fault: Scripted): { readonly act: FaultAct; readonly said: Said } => {
  const plain = (act: FaultAct) => ({ act, said: {} })
  switch (fault.name) {
    case 'unreachable':
    case 'hang-up':
      return plain({ kind: 'refuse' })
    case 'reset':
      return plain({ kind: fault.lands === 'before' ? 'reset-after' : 'reset-before' })
    case 'stalled-headers':
      return plain({ kind: 'stall-headers' })
    case 'stalled-body':
      return plain({ kind: 'stall-body' })
    case 'wrong-length':
    case 'huge-body':
    case 'duplicate-keys':
      return plain({ kind: fault.name })
    case 'empty-body':
      return plain({ kind: 'empty-body', ...statusOf(fault) })
    case 'slow-drip':
      return plain({ kind: 'slow-drip', interval: 200 })
    case 'cut-body':
      return plain(fault.bytes === undefined ? { kind: 'cut-body' } : { kind: 'cut-body', bytes: fault.bytes })
    case 'html-200':
      return plain({ kind: 'html', status: 200 })
    case 'html-502':
      return plain({ kind: 'html', status: 502, ...statusOf(fault) })
    case 'gzip-garbage':
      return plain({ kind: 'garbage-gzip' })
    case 'contradiction':
      return plain({ kind: 'reply', body: dialect.contradiction })
    case 'slow':
      return plain({ kind: 'latency' })
    case 'reply':
      return plain({ kind: 'reply', body: fault.body ?? '', ...statusOf(fault) })
    case 'busy':
    case 'unknown-code':
    case 'rate-limited':
    case 'rate-limited-day':
    case 'token-stale':
    case 'token-expired':
    case 'token-malformed':
    case 'authorization-lost':
    case 'permission-missing':
    case 'address-refused':
    case 'no-code':
    case 'wrong-types':
    case 'echo':
    case 'echo-page': {
      const { said, ...reply } = dialect.reply(fault.name, fault.place, fault.secret ?? '')
      return { act: { kind: 'reply', ...reply }, said: { ...said, status: reply.status ?? 200 } }
    }
  }
}

const onlyReads: ReadonlyArray<Scripted['strikes']> = ['get', 'effective', 'confirmFile']

/**
 * Scripts a fault of the suite at a fault server, in the vendor's words.
 */
export const scriptFault = async (faults: Faults, dialect: FaultDialect, fault: Scripted): Promise<Said> => {
  if (fault.name === 'unreachable') {
    await faults.closePort()
    return {}
  }
  const { act, said } = actOf(dialect, fault)
  const terms = {
    match: matchOf(dialect, fault.place, fault.strikes),
    times: fault.times ?? 1,
    ...(fault.skips === undefined ? {} : { skips: fault.skips }),
    ...(fault.delayMs === undefined ? {} : { latency: fault.delayMs }),
    ...(fault.name === 'slow'
      ? {}
      : { effect: onlyReads.includes(fault.strikes) ? ('none' as const) : effectOf(fault.lands) }),
  }
  const whole: Fault = { ...act, ...terms }
  faults.add(whole)
  return said
}
