import { pageAddress } from './address.js'
import { pageDetail } from './detail.js'
import { pageGlance } from './glance.js'
import { pageList } from './list.js'
import { pagePlan } from './plan.js'
import { pageSearch } from './search.js'
import { pageStart } from './start.js'
import { pageWords } from './words.js'

/**
 * What makes the page of a plan alive: only the rows in sight are drawn, so that a hundred thousand are no burden. Every text of
 * the plan goes in as text, never as HTML.
 */
export const pageScript = `(() => {
'use strict'
const words = ${pageWords}
${[pagePlan, pageGlance, pageSearch, pageList, pageDetail, pageAddress, pageStart].join('\n')}
})()`
