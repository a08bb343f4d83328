import { counted } from '@mini-domains/core/adapter'
import type { ListAddress } from '@mini-domains/fleet'
import type { Notice } from '@mini-domains/notify'
import { bilingual } from '../output/language.js'
import { appTitle } from '../output/listing.js'
import { keptLines } from './lines.js'

/**
 * The apps of which an authorisation was found to be lost, each once.
 */
export interface LostAuthorizations {
  /** With the merchant's name, where it is known. */
  readonly add: (address: Pick<ListAddress, 'vendor' | 'app'>, name?: string) => void
  readonly notices: () => ReadonlyArray<Notice>
}

/**
 * Starts with none lost.
 */
export const lostAuthorizations = (): LostAuthorizations => {
  const lines = keptLines()
  let last = ''
  return {
    // The lists of an app come one after the other.
    add: ({ vendor, app = '' }, name) => {
      const line = `${vendor} · ${appTitle(app, name)}`
      if (line !== last) lines.add(bilingual(line, line))
      last = line
    },
    notices: () => {
      const count = lines.count()
      if (count === 0) return []
      return [
        {
          event: 'authorization-lost',
          title: bilingual(`authorisation lost: ${counted(count, 'app')}`, `${count} 个小程序的授权已失效`),
          ...lines.kept(),
          hint: bilingual(
            'Ask the merchants to authorise the platform again; mini-domains authorize-url makes the link.',
            '请联系商家重新授权第三方平台；授权链接可用 mini-domains authorize-url 生成。',
          ),
          data: { apps: count },
        },
      ]
    },
  }
}
