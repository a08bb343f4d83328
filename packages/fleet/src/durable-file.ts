import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * A file that grows at its end. What was appended survives the end of the process and of the machine.
 */
export interface DurableFile {
  /** Its bytes so far. */
  readonly read: () => AsyncIterable<Uint8Array>
  /** Cuts it to so many bytes. */
  readonly truncate: (bytes: number) => Promise<void>
  /** Resolves when the bytes are on the disk. */
  readonly append: (text: string) => Promise<void>
  readonly close: () => Promise<void>
}

const chunk = 65_536

async function* bytesOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  let position = 0
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(chunk), 0, chunk, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

// A new file is safe only when its name in the directory is.
const syncDirectory = async (path: string): Promise<void> => {
  try {
    const directory = await open(dirname(path), 'r')
    await directory.sync().finally(() => directory.close())
  } catch {
    // Windows opens no directories.
  }
}

const opened = async (path: string): Promise<FileHandle> => {
  const { O_RDWR, O_CREAT, O_APPEND } = constants
  const handle = await open(path, O_RDWR | O_CREAT | O_APPEND, 0o600)
  await syncDirectory(path)
  return handle
}

/**
 * Opens a file of this machine, readable by its owner only, when it is first used; makes it where there is none.
 */
export const durableFile = (path: string): DurableFile => {
  let handle: Promise<FileHandle> | undefined
  const get = (): Promise<FileHandle> => (handle ??= opened(path))
  return {
    read: async function* () {
      yield* bytesOf(await get())
    },
    truncate: async (bytes) => (await get()).truncate(bytes),
    append: async (text) => {
      const file = await get()
      await file.writeFile(text)
      await file.datasync()
    },
    close: async () => {
      const file = await handle
      handle = undefined
      await file?.close()
    },
  }
}
