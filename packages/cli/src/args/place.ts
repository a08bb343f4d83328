import type { Place } from './command.js'
import { bilingual } from '../output/language.js'

/**
 * An app, where a command takes one or many.
 */
export const appPlace: Place = {
  name: 'APP',
  about: bilingual(
    'an app by its id, or vendor/id where the id alone does not tell',
    '小程序 ID；仅凭 ID 无法确定厂商时写作 厂商/ID',
  ),
  offers: ['app'],
}

/**
 * What to do, where a command does several things.
 */
export const actionPlace = (choices: ReadonlyArray<string>, about: Place['about']): Place => ({
  name: 'ACTION',
  about,
  choices,
})
