import { numberTable } from './number-table.js'

/**
 * Where an app stands: in the desired state itself (file 0, its n-th app from 0), or in its n-th file of apps (from 1), on a
 * line.
 */
export interface AppPlace {
  readonly file: number
  readonly row: number
}

/**
 * Remembers where each app of a fleet stands, some 40 bytes for each.
 */
export interface AppRegister {
  /** Notes an app where it is new; else tells where it stands already. */
  readonly note: (app: { readonly vendor: string; readonly id: string }, place: AppPlace) => AppPlace | undefined
}

const rows = 2 ** 32

/**
 * Makes a register that knows no app.
 */
export const appRegister = (): AppRegister => {
  const numbers = numberTable()
  return {
    note: ({ vendor, id }, { file, row }) => {
      const key = JSON.stringify([vendor, id])
      const known = numbers.get(key)
      if (known !== undefined) return { file: Math.floor(known / rows), row: known % rows }
      numbers.put(key, file * rows + row)
      return undefined
    },
  }
}
