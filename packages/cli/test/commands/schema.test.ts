import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { desiredStateSchema } from '@mini-domains/fleet'
import { desk, eventsOf } from '../harness/command-line.js'

describe('schema', () => {
  test('prints the schema of the config, needing no config', async () => {
    const { code, out, err } = await desk().type('schema')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toEqual(desiredStateSchema())
  })

  test('writes it where it is asked for', async () => {
    const at = desk()
    const { code, out } = await at.type('schema', '--out', 'mini-domains.schema.json', '--lang', 'zh')
    expect({ code, out }).toEqual({ code: 0, out: '已写出 mini-domains.schema.json。\n' })
    expect(JSON.parse(readFileSync(join(at.folder, 'mini-domains.schema.json'), 'utf8'))).toEqual(desiredStateSchema())
    expect((await at.type('schema', '--out', 'nowhere/x.json')).code).toBe(1)
  })

  test('is one event for programs', async () => {
    const events = eventsOf((await desk().type('schema', '--json')).out)
    expect(events.map(({ event }) => event)).toEqual(['started', 'fact', 'ended'])
    expect(events[1]).toMatchObject({ name: 'schema', value: { title: desiredStateSchema()['title'] } })
  })
})
