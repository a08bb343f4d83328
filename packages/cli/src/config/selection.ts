import type { Bilingual } from '@mini-domains/core'
import { type Selection, type SelectionFaultOptions, selectionFaults, selector } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Args } from '../args/args.js'
import type { Context } from '../context.js'
import type { ExitStatus } from '../output/exit-code.js'
import { bilingual } from '../output/language.js'
import { type Failure, type Problem, failed, problem, reportFailure, reportProblem } from '../output/problem.js'
import { type ConfigFile, appLines, tellIgnoredColumns } from './config-file.js'
import { withConfig } from './session.js'

type Labels = Readonly<Record<string, ReadonlyArray<string>>>

const labelsOf = (written: ReadonlyArray<string>): E.Either<Failure, Labels> => {
  const labels = new Map<string, ReadonlyArray<string>>()
  for (const label of written) {
    const at = label.indexOf('=')
    if (at < 1) {
      const message = bilingual(`--label takes KEY=VALUE, not "${label}"`, `--label 应为 KEY=VALUE，而非“${label}”`)
      return E.left(failed(problem('usage', message)))
    }
    const key = label.slice(0, at)
    labels.set(key, [...(labels.get(key) ?? []), label.slice(at + 1)])
  }
  return E.right(Object.fromEntries(labels))
}

/** An id, an id with its vendor, or a label. */
const excludedBy = (written: string): Selection => {
  const at = written.indexOf('=')
  return at < 1 ? { id: written } : { labels: { [written.slice(0, at)]: written.slice(at + 1) } }
}

/**
 * Reads which apps were picked; nothing where all were.
 */
const selectionOf = (args: Args): E.Either<Failure, Selection | undefined> => {
  const vendor = args.texts('vendor')
  const id = args.texts('app')
  const exclude = args.texts('exclude').map(excludedBy)
  return E.map((labels: Labels): Selection | undefined => {
    const hasLabels = Object.keys(labels).length > 0
    if (vendor.length + id.length + exclude.length === 0 && !hasLabels) return undefined
    return {
      ...(vendor.length === 0 ? {} : { vendor }),
      ...(id.length === 0 ? {} : { id }),
      ...(hasLabels ? { labels } : {}),
      ...(exclude.length === 0 ? {} : { exclude }),
    }
  })(labelsOf(args.texts('label')))
}

/**
 * Runs work with the config on the apps that were picked, all of them where none were. Where a part of what was typed matches no app, that
 * is told and ends the command, before anything is asked of a vendor.
 */
export const withSelection = async (
  context: Context,
  work: (config: ConfigFile, select: Selection | undefined) => Promise<ExitStatus>,
  options: SelectionFaultOptions = {},
): Promise<ExitStatus> => {
  const { args, reporter } = context
  const select = selectionOf(args)
  if (E.isLeft(select)) return reportFailure(reporter, select.left)
  return withConfig(context, async (config) => {
    const faults = await selectionFaults(config.desired, appLines(config), select.right, options)
    await tellIgnoredColumns(context, config)
    for (const { message, hint } of faults) reportProblem(reporter, problem('selection', message, hint))
    return faults.length > 0 ? 'empty' : work(config, select.right)
  })
}

/**
 * The vendors of a config at which apps were picked; all of them, where none was named.
 */
export const selectedVendors = ({ desired }: ConfigFile, select: Selection | undefined): ReadonlyArray<string> => {
  const selects = selector({ vendor: select?.vendor })
  return Object.keys(desired.content.vendors).filter((vendor) => selects({ vendor, id: '', labels: {} }))
}

/**
 * Tells an option that picks apps where it would pick nothing: who typed it expects that it does.
 */
export const straySelection = (
  args: Args,
  where: Bilingual,
  options: ReadonlyArray<'app' | 'label' | 'exclude'> = ['app', 'label', 'exclude'],
): Problem | undefined => {
  const stray = options.find((name) => args.has(name))
  return stray === undefined
    ? undefined
    : problem('usage', bilingual(`--${stray} does not go with ${where.en}`, `${where.zh}不支持 --${stray}`))
}
