import { spokenIn } from './args/request.js'
import { run } from './run.js'

const write =
  (stream: NodeJS.WriteStream) =>
  (text: string): void => {
    stream.write(text)
  }

const surroundings = async () => {
  const { processSurroundings } = await import('./io/process-io.js')
  return processSurroundings()
}

let isLost = false

// A reader that goes away, such as `head`, is no error. A disk that is full is one: what was to be told is not, and the work goes on.
process.stdout.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit(0)
  if (isLost) return
  isLost = true
  process.exitCode = 1
  const said = {
    en: `error: standard output could not be written (${code})`,
    zh: `错误：无法写入标准输出（${code}）`,
  }
  process.stderr.write(`${said[spokenIn(process.argv.slice(2), process.env)]}\n`)
})

void run(
  process.argv.slice(2),
  { environment: process.env, write: write(process.stdout), writeError: write(process.stderr) },
  surroundings,
).then((code) => {
  process.exitCode = isLost ? 1 : code
})
