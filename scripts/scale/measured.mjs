import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { clearInterval, setInterval } from 'node:timers'

const command = join(import.meta.dirname, '../../packages/cli/bin/mini-domains.mjs')

const everyMs = 50
const ticksPerSecond = 100

const peakOf = (pid) => {
  const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1024)
}

const cpuOf = (pid) => {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const fields = rest.split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000
}

// Runs the command in a folder. The kernel keeps the peak of the resident memory itself, so looking now and then is enough.
export const measured = (folder, env, argv) => {
  const out = openSync(join(folder, 'out.txt'), 'w')
  const startedAt = performance.now()
  const child = spawn(process.execPath, [command, ...argv], {
    cwd: folder,
    stdio: ['ignore', out, out],
    env,
  })
  const seen = { peakMb: 0, cpuMs: 0 }
  const look = setInterval(() => {
    try {
      seen.peakMb = Math.max(seen.peakMb, peakOf(child.pid))
      seen.cpuMs = Math.max(seen.cpuMs, cpuOf(child.pid))
    } catch {
      // It has just ended.
    }
  }, everyMs)
  return new Promise((done) => {
    child.on('exit', (code, signal) => {
      clearInterval(look)
      closeSync(out)
      done({ code: code ?? signal, seconds: (performance.now() - startedAt) / 1000, ...seen })
    })
  })
}
