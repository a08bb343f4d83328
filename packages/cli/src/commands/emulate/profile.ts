import { resolve } from 'node:path'
import { type ProfileChoice, isObservedProfile, profileNames } from '@mini-domains/emulator'
import { filePieces, writtenText } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../../context.js'
import { bilingual } from '../../output/language.js'
import { type Problem, problem } from '../../output/problem.js'
import { profileIn } from '../doctor/probe-report.js'

const names = profileNames.join(', ')

const unreadable = (file: string, why: { readonly en: string; readonly zh: string }): Problem =>
  problem(
    'file',
    bilingual(`--profile ${file}: ${why.en}`, `--profile ${file}：${why.zh}`),
    bilingual(
      `Name a report of mini-domains doctor --probe --out FILE, or one of ${names}.`,
      `请指定 mini-domains doctor --probe --out FILE 写出的报告，或 ${profileNames.join('、')} 之一。`,
    ),
  )

/**
 * Reads how the emulated vendors are to reply where sources differ: by the name of a profile, or as a report of a probe found them.
 */
export const profileOf = async ({ args, io }: Context): Promise<E.Either<Problem, ProfileChoice>> => {
  const asked = args.text('profile') ?? 'default'
  const name = profileNames.find((one) => one === asked)
  if (name !== undefined) return E.right(name)
  const text = await writtenText(filePieces(resolve(io.folder, asked)))
  if (E.isLeft(text)) return E.left(unreadable(asked, text.left.message))
  const profile = profileIn(text.right)
  return isObservedProfile(profile)
    ? E.right(profile)
    : E.left(unreadable(asked, bilingual('it holds no profile that is known', '其中没有可识别的配置')))
}
