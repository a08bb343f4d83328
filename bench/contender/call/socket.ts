import { type Socket, connect } from 'node:net'
import { type Contender, calling } from '../../contender.js'
import { assertSuccess, question, targetOf } from '../../traffic.js'

interface Line {
  readonly socket: Socket
  settle: (body: string) => void
}

const lineTo = (url: URL): Line => {
  const line: Line = { socket: connect(Number(url.port), url.hostname), settle: () => undefined }
  let text = ''
  line.socket.setNoDelay(true)
  line.socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    const end = text.indexOf('\r\n\r\n')
    if (end === -1) return
    const size = end + 4 + Number(/content-length: *(\d+)/i.exec(text)?.[1] ?? 0)
    if (text.length < size) return
    const body = text.slice(end + 4, size)
    text = text.slice(size)
    line.settle(body)
  })
  return line
}

/**
 * The floor: bytes written to a socket, no HTTP client at all.
 */
export const open = (origin: string): Contender => {
  const url = new URL(origin)
  const lines = new Map<number, Line>()
  return calling(async (lane) => {
    const line = lines.get(lane) ?? lineTo(url)
    lines.set(lane, line)
    const body = JSON.stringify(question)
    const head = `POST ${targetOf(lane)} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: ${body.length}\r\n\r\n`
    const text = await new Promise<string>((resolve) => {
      line.settle = resolve
      line.socket.write(head + body)
    })
    assertSuccess(JSON.parse(text))
  })
}
