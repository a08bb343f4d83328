import { perhapsSpent, spentAtMost, spentNothing, spentOne, spentTogether } from '@mini-domains/core/adapter'
import { costWord, spentWord } from '../../../src/commands/change/view.js'
import { eventsOf, fleetDesk } from '../../harness/command-line.js'

describe('a change that is typed', () => {
  test('says before the yes what it spends, and after it what it spent: two at Baidu to empty a kind and fill another', async () => {
    const { emulator, at } = await fleetDesk()
    await at.type('add', 'bd-app-1', '--request', 'api.example.com', '--socket', 'api.example.com')
    const typed = ['set', 'bd-app-1', '--request', 'pay.example.com', '--clear', 'socket'] as const
    expect((await at.type(...typed, '--dry-run')).out).toContain('spends 2 modifications of the month')
    const made = await at.type(...typed, '--yes')
    expect(made.out).toContain('2 modifications of the month spent')
    expect(emulator.baidu.state().apps['bd-app-1']?.modificationsUsed.server).toBe(3)
    expect((await at.type(...typed, '--dry-run')).out).toContain('spends no modification')
  })

  test('tells the same with --json', async () => {
    const { at } = await fleetDesk()
    await at.type('add', 'bd-app-1', '--request', 'api.example.com', '--socket', 'api.example.com')
    const made = await at.type(
      'set',
      'bd-app-1',
      '--request',
      'pay.example.com',
      '--clear',
      'socket',
      '--yes',
      '--json',
    )
    const told = eventsOf(made.out)
    expect(told.find(({ event }) => event === 'change')).toMatchObject({ cost: 2 })
    expect(told.find(({ event }) => event === 'outcome')).toMatchObject({
      modification: 'spent',
      modifications: 2,
      uncertain: 0,
    })
  })
})

describe('the words for what is spent', () => {
  test('name what is sure, and what is not', () => {
    const words = [
      spentNothing,
      spentOne,
      spentTogether(spentOne, spentOne),
      perhapsSpent,
      spentAtMost(2),
      spentTogether(spentOne, perhapsSpent),
    ].map((spent) => spentWord(spent))
    expect(words.map(({ en }) => en)).toEqual([
      'no modification spent',
      'one modification of the month spent',
      '2 modifications of the month spent',
      'perhaps one modification spent',
      'perhaps 2 modifications spent',
      'one modification of the month spent, perhaps 2',
    ])
    expect(words.every(({ zh }) => zh.endsWith('修改次数') || zh.endsWith('可能为 2 次'))).toBe(true)
    expect([0, 1, 2].map((cost) => costWord(cost).en)).toEqual([
      'spends no modification',
      'spends one modification of the month',
      'spends 2 modifications of the month',
    ])
  })
})
