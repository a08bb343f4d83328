import type * as t from 'io-ts'

const hasProps = (codec: object): codec is { readonly required: t.Props; readonly optional: t.Props } =>
  'required' in codec && 'optional' in codec

/**
 * Names the options of a config by its codec; those that have options of their own, by each of these.
 */
export const optionsOf = (codec: object, within: Readonly<Record<string, object>> = {}): ReadonlyArray<string> => {
  if (!hasProps(codec)) throw new Error('a config that does not show its options')
  return [...Object.keys(codec.required), ...Object.keys(codec.optional)].flatMap((option) => {
    const inner = within[option]
    return inner === undefined ? [option] : optionsOf(inner).map((each) => `${option}.${each}`)
  })
}
