import { spawnSync } from 'node:child_process'
import { commandTable } from '../src/command-table.js'
import { desk } from './command-line.js'

const bash = async (...words: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const { out } = await desk().type('completion', 'bash')
  const list = words.map((word) => `'${word}'`).join(' ')
  const program = `${out}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _mini_domains; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout } = spawnSync('bash', ['-c', program], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => line !== '')
}

describe('completion', () => {
  test('in bash knows commands, options, and the values that they take', async () => {
    expect(await bash('mini-domains', 'a')).toEqual(['apps', 'apply', 'add'])
    expect(await bash('mini-domains', 'apply', '--can')).toEqual(['--canary'])
    expect(await bash('mini-domains', 'apply', '--allow', 'pool')).toEqual([
      'pool-deletes',
      'pool-in-use',
      'pool-before-apps',
    ])
    expect(await bash('mini-domains', 'pool', 'd')).toEqual(['delete'])
  })

  test.each(['zsh', 'fish'])('for %s has every command', async (shell) => {
    const { code, out } = await desk().type('completion', shell)
    expect(code).toBe(0)
    for (const { name } of commandTable) expect(out).toContain(name)
  })
})
