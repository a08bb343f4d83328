// Proves the rows whose names are given, one after the other, and prints those whose proof failed as a JSON array.
import { nameOf } from './row.js'
import { rows } from './rows.js'

const main = async (): Promise<void> => {
  const wanted = new Set(process.argv.slice(2))
  const failed: Array<string> = []
  for (const row of rows.filter((each) => wanted.has(nameOf(each))))
    await row.prove().catch(() => {
      failed.push(nameOf(row))
    })
  console.log(JSON.stringify(failed))
}

void main()
