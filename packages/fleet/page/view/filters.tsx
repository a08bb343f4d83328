import { type View } from '../state.js'

interface SelectProps {
  readonly view: View
  readonly name: 'vendor' | 'kind' | 'which'
  readonly options: ReadonlyArray<readonly [value: string, text: string]>
}

const Select = ({ view: { state, on }, name, options }: SelectProps) => (
  <select
    id={name}
    aria-label={state.speech.word(name)}
    value={state.choice[name]}
    onInput={(event) => on.choose({ [name]: event.currentTarget.value })}
  >
    <option value="">{state.speech.word(name)}</option>
    {options.map(([value, text]) => (
      <option value={value}>{text}</option>
    ))}
  </select>
)

/**
 * The search and the filters, and how much was found.
 */
export const Filters = (view: View) => {
  const { report, state, on } = view
  const { word, say } = state.speech
  const { search, group } = state.choice
  const isNamed = (list: string): boolean => report.facts.some(({ value }) => value.list === list)
  const lists = (['server', 'webview', 'prefetch', 'pool'] as const)
    .filter((list) => list !== 'prefetch' || isNamed(list))
    .map((list) => [list, word(list)] as const)
  return (
    <search id="filters">
      <input
        id="search"
        type="search"
        autoComplete="off"
        aria-label={word('search')}
        placeholder={word('search')}
        value={search}
        onInput={(event) => on.choose({ search: event.currentTarget.value })}
      />
      <Select view={view} name="vendor" options={report.vendors.map((vendor) => [vendor, vendor])} />
      <Select
        view={view}
        name="kind"
        options={report.kinds.map(({ title, isInFamily }) => [title.en, (isInFamily ? '· ' : '') + say(title)])}
      />
      <Select view={view} name="which" options={lists} />
      {group !== '' && (
        <button type="button" onClick={() => on.choose({ group: '' })}>
          {word('all')}
        </button>
      )}
      <span class="soft" id="found" role="status">
        {word('found', { n: state.found.rows.length, all: report.rows.length })}
      </span>
    </search>
  )
}
