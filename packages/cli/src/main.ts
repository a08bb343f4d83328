import { run } from './run.js'

const write =
  (stream: NodeJS.WriteStream) =>
  (text: string): void => {
    stream.write(text)
  }

const surroundings = async () => {
  const { processSurroundings } = await import('./process-surroundings.js')
  return processSurroundings()
}

// A reader that goes away, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
})

void run(
  process.argv.slice(2),
  { environment: process.env, write: write(process.stdout), writeError: write(process.stderr) },
  surroundings,
).then((code) => {
  process.exitCode = code
})
