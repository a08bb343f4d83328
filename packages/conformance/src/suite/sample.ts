import { placeNames } from '../harness/address.js'
import { faultTable } from '../harness/fault.js'
import { type NumberedCase } from './case.js'

/**
 * In what the cases of a suite differ, in the words of their names: the list, the change, the fault, how a write lands. What
 * is left of a name without them is the sentence.
 */
export type Traits = Readonly<Record<string, string>>

/**
 * What is there to tell cases apart by: each trait with the words that stand for it.
 */
export type Vocabulary = Readonly<Record<string, ReadonlyArray<string>>>

const escaped = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * Makes a reader of the traits in the name of a case. The sentence, with the law that it is of, is a trait like the others.
 */
export const traitsIn = (vocabulary: Vocabulary): ((each: Pick<NumberedCase, 'law' | 'name' | 'shows'>) => Traits) => {
  const traitOf = new Map(Object.entries(vocabulary).flatMap(([trait, words]) => words.map((word) => [word, trait])))
  const words = [...traitOf.keys()].sort((one, other) => other.length - one.length).map(escaped)
  const known = new RegExp(`(?<![\\w-])(?:${[...words, '\\d+'].join('|')})(?![\\w-])`, 'g')
  return ({ law, name, shows }) => {
    const traits: Record<string, string> = {}
    const sentence = name.replaceAll(known, (word) => {
      const trait = traitOf.get(word) ?? 'number'
      // A word that comes twice, such as a list beside another, stands for itself.
      if (traits[trait] !== undefined) return word
      traits[trait] = word
      return `<${trait}>`
    })
    // What a case shows a vendor to do or to refuse is shown by no other.
    return { ...traits, ...(shows === undefined ? {} : { shows }), sentence: `${law} ${sentence}` }
  }
}

/**
 * What of the cases a run takes: `all`; `pairwise` some of them, so that any two traits that come together in one of all come
 * together in one of them (each sentence with each list, with each fault and with each change, each list with each fault, ...);
 * or so few that they try `each` trait once.
 */
export type CaseSelection = 'all' | 'pairwise' | 'each'

/**
 * What traits try, each as one text: every one of them, and, `pairwise`, every two of them together.
 */
export const triedBy = (traits: Traits, cases: Exclude<CaseSelection, 'all'>): ReadonlyArray<string> => {
  const each = Object.entries(traits).map(([trait, value]) => `${trait}=${value}`)
  if (cases === 'each') return each
  const pairs = each.flatMap((one, index) => each.slice(index + 1).map((other) => [one, other].sort().join(' & ')))
  return [...each, ...pairs]
}

// FNV-1a: which of two cases that try as much is taken is left to the salt, and is the same on every machine.
const hash = (text: string): number =>
  [...text].reduce((sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0, 2_166_136_261)

/**
 * Takes some of the items so that all that any of them tries is tried by one that was taken, in the order in which they were
 * given. It takes next what tries the most that is untried yet; among equals the salt decides, so that two salts try the same
 * in other company.
 */
export const covering = <A>(
  items: ReadonlyArray<A>,
  tried: (item: A) => ReadonlyArray<string>,
  salt: string,
): ReadonlyArray<A> => {
  const order = items
    .map((item, index) => ({ index, untried: new Set(tried(item)), rank: hash(`${salt} ${index}`) }))
    .sort((one, other) => one.rank - other.rank)
  const holders = new Map<string, Array<(typeof order)[number]>>()
  for (const entry of order)
    for (const one of entry.untried) {
      const known = holders.get(one)
      if (known === undefined) holders.set(one, [entry])
      else known.push(entry)
    }
  const taken = new Set<number>()
  const most = order.reduce((size, { untried }) => Math.max(size, untried.size), 0)
  // What an entry has untried only ever gets less, so one pass for each size finds whatever has the most.
  for (let size = most; size > 0; size -= 1)
    for (const { index, untried } of order) {
      if (untried.size !== size) continue
      taken.add(index)
      for (const one of [...untried]) for (const holder of holders.get(one) ?? []) holder.untried.delete(one)
    }
  return items.filter((_, index) => taken.has(index))
}

const vocabulary: Vocabulary = {
  list: placeNames,
  fault: Object.keys(faultTable),
  change: ['get', 'add', 'delete', 'set', 'adopt'],
  landing: ['never', 'before', 'late'],
  rejection: ['named', 'dropped', 'whole'],
  version: ['for both', 'for testing'],
  start: [
    'each lists something of its own',
    'the testing one is ahead',
    'the testing one lists nothing',
    'the published one lists nothing',
    'the platform was never published',
  ],
  kind: ['request', 'socket', 'upload', 'download', 'udp', 'tcp', 'webview'],
}

// A list rejects in ways of its own, which the variations tell: a `named` of two lists is not the same.
const ownRejections = (traits: Traits): Traits => {
  const { list, rejection } = traits
  return list === undefined || rejection === undefined ? traits : { ...traits, rejection: `${rejection} at ${list}` }
}

const traitsOf = traitsIn(vocabulary)

/**
 * The cases that a run takes; the samples of two profiles, by their salt, differ in what keeps what company.
 */
export const sampleOf = (
  all: ReadonlyArray<NumberedCase>,
  cases: CaseSelection,
  salt: string,
): ReadonlyArray<NumberedCase> =>
  cases === 'all' ? all : covering(all, (each) => triedBy(ownRejections(traitsOf(each)), cases), salt)
