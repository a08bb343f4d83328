import { startEmulator } from '../../packages/emulator/dist/esm/index.js'

const [count, ...names] = process.argv.slice(2)

const emulator = await startEmulator({ apps: Number(count), requestLog: 10 })

const opened = (name) => {
  const { platform, apps } = emulator[name].state()
  const refreshTokens = Object.entries(apps).map(([id, { refreshToken }]) => [id, refreshToken])
  return { name, baseUrl: emulator[name].baseUrl, platform, refreshTokens }
}

process.send(names.map(opened))
