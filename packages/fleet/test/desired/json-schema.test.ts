import { Ajv } from 'ajv'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { configIssues, strictObject } from '@mini-domains/core/adapter'
import * as t from 'io-ts'
import { noted, schemaOf } from '../../src/desired/json-schema.js'
import { DesiredFile, desiredStateSchema } from '../../src/index.js'

const validate = new Ajv({ strict: false }).compile(desiredStateSchema())

const text = fc.oneof(fc.constantFrom('wechat', 'shop', 'a.example.com', 'sync', 'csv'), fc.string({ minLength: 1 }))
const junk = fc.oneof(
  fc.constantFrom(null, true, 1, -1, 1.5, '', 'x'),
  fc.constant([]),
  fc.constant({}),
  fc.constant([1]),
)
const or = <A>(right: fc.Arbitrary<A>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 80, arbitrary: right }, { weight: 1, arbitrary: junk })
const some = (fields: Record<string, fc.Arbitrary<unknown>>, required: ReadonlyArray<string> = []) =>
  or(
    fc
      .record(
        { ...Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, or(value)])), unknown: junk },
        { requiredKeys: [] },
      )
      .map(({ unknown, ...rest }) => (typeof unknown === 'number' && unknown === 1.5 ? { unknown, ...rest } : rest))
      .chain((record) =>
        fc
          .record(Object.fromEntries(required.map((key) => [key, or(fields[key] ?? text)])))
          .map((must) => ({ ...record, ...must })),
      ),
  )
const words = or(fc.array(or(text), { maxLength: 3 }))
const map = (value: fc.Arbitrary<unknown>) =>
  or(fc.dictionary(fc.constantFrom('a', 'wechat', 'x.y'), value, { maxKeys: 2 }))
const policy = fc.constantFrom('sync', 'add-only', 'sync', 'add-only', 'sync', 'other')
const lists = { server: some({ request: words, socket: words, any: words }), webview: words }
const settings = { profile: text, extra: some(lists), frozen: fc.boolean(), keep: words, policy }
const labels = map(text)
const reference = or(
  fc.oneof(
    fc.record({ env: text }),
    fc.record({ store: text }),
    text,
    fc.record({ env: text }),
    fc.record({ env: text, store: text }),
  ),
)
const file = some(
  {
    version: fc.constantFrom(1, 1, 1, 1, 1, 2),
    vendors: map(
      some({ adapter: text, config: fc.constantFrom({}, { a: 1 }), credentials: map(reference) }, ['adapter']),
    ),
    adapters: words,
    store: text,
    keep: words,
    policy,
    profile: text,
    allowInlineSecrets: fc.boolean(),
    profiles: map(some(lists)),
    pools: map(some({ ...lists, keep: words, policy })),
    rules: fc.array(some({ select: some({ vendor: text, id: text, labels }), ...settings }, ['select']), {
      maxLength: 2,
    }),
    apps: fc.array(some({ id: text, vendor: text, name: text, labels, ...settings }, ['id', 'vendor']), {
      maxLength: 2,
    }),
    appFiles: fc.array(
      some(
        {
          path: text,
          format: fc.constantFrom('csv', 'jsonl', 'csv', 'jsonl', 'xml'),
          vendor: text,
          labels,
          profile: text,
          columns: map(text),
        },
        ['path'],
      ),
      { maxLength: 2 },
    ),
    guard: some({ app: fc.constantFrom(0, 3, 7, 9, 12, -1, 0.5), pool: fc.nat() }),
    notify: fc.array(
      some(
        {
          to: fc.constantFrom('webhook', 'wecom', 'dingtalk', 'feishu', 'slack', 'email'),
          url: reference,
          secret: reference,
          on: fc.constantFrom(['budget-low'], ['apply-halted', 'verify-differs'], [], ['all']),
          lang: fc.constantFrom('en', 'zh', 'de'),
          budgetBelow: fc.constantFrom(0, 5, -1),
        },
        ['to', 'url'],
      ),
      { maxLength: 2 },
    ),
  },
  ['version', 'vendors'],
)

describe('the published JSON Schema', () => {
  test('takes and refuses the same as the codec', () => {
    let taken = 0
    fc.assert(
      fc.property(file, (input) => {
        const byCodec = E.isRight(DesiredFile.decode(input))
        if (byCodec) taken += 1
        expect(validate(input)).toBe(byCodec)
      }),
      { numRuns: 5000, seed: 5 },
    )
    // Otherwise both might refuse everything.
    expect(taken).toBeGreaterThan(200)
  })

  test('is the file that is published', () => {
    const published: unknown = JSON.parse(readFileSync(join(__dirname, '../../schema.json'), 'utf8'))
    expect(published).toEqual(JSON.parse(JSON.stringify(desiredStateSchema())))
  })
})

describe('the schema of a codec', () => {
  const name = noted(
    t.refinement(t.string, (text) => text !== '', 'some text'),
    { minLength: 1 },
  )

  test('has a key as soon as the codec has it, required or not, with what is noted of it', () => {
    const codec = strictObject('a thing', { name }, { on: noted(t.boolean, { description: 'Whether. 是否' }) })
    expect(schemaOf(codec)).toEqual({
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string', minLength: 1 }, on: { type: 'boolean', description: 'Whether. 是否' } },
      additionalProperties: false,
    })
  })

  test('is known of each make that a desired state is written with', () => {
    expect(schemaOf(t.union([t.literal(1), t.keyof({ a: null, b: null })]))).toEqual({
      anyOf: [{ const: 1 }, { type: 'string', enum: ['a', 'b'] }],
    })
    expect(schemaOf(t.readonly(t.record(t.string, t.readonlyArray(t.number))))).toEqual({
      type: 'object',
      additionalProperties: { type: 'array', items: { type: 'number' } },
    })
    expect(schemaOf(t.UnknownRecord)).toEqual({ type: 'object' })
    expect(JSON.stringify(desiredStateSchema())).not.toContain('{}')
  })

  test('leaves what is said of a wrong value as it was', () => {
    const said = (codec: t.Mixed): unknown => {
      const decoded = strictObject('a thing', { value: codec }, {}).decode({ value: 1 })
      return E.isLeft(decoded) ? configIssues(decoded.left) : undefined
    }
    const either = t.union([name, strictObject('{ env }', { env: name }, {})])
    expect(said(noted(either, { description: 'Either. 二者之一' }))).toEqual(said(either))
  })
})
