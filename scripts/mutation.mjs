// Runs the conformance suite against adapters that are broken on purpose: `node scripts/mutation.mjs [part of a name]`, in as many
// processes as there are cores. Prints which law found which out, and exits with 1 when one survives or when a good adapter fails.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'

const wanted = process.argv[2] ?? ''
const parts = wanted === '' ? 3 * availableParallelism() : 1

const score = /^Mutation score: (\d+) of (\d+)$/

const runPart = (part) =>
  new Promise((resolve) => {
    const args = ['--conditions=@mini-domains/source', '--import', 'tsx', 'test/mutation/main.ts', wanted]
    const env = { ...process.env, TSX_DISABLE_CACHE: '1', MINI_DOMAINS_MUTATION_PART: `${part}/${parts}` }
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
    let counted = [0, 0]
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = score.exec(line)
      if (found === null) console.log(line)
      else counted = [Number(found[1]), Number(found[2])]
    })
    child.on('close', (code) => resolve({ code: code ?? 1, counted }))
  })

console.log('| mutant | vendor | killed by | test | time |\n|---|---|---|---|---|')
const ended = await Promise.all(Array.from({ length: parts }, (_, part) => runPart(part)))
const [killed, all] = ended.reduce(([k, a], { counted }) => [k + counted[0], a + counted[1]], [0, 0])
console.log(`\nMutation score: ${killed} of ${all}`)
process.exitCode = ended.some(({ code }) => code !== 0) || killed !== all || all === 0 ? 1 : 0
