import { counted } from '../../src/error/language.js'

test('one of a thing is one, and any other number is many', () => {
  expect([0, 1, 2, 1_000].map((count) => counted(count, 'list'))).toEqual([
    '0 lists',
    '1 list',
    '2 lists',
    '1000 lists',
  ])
})
