import { startEmulator } from '../../packages/emulator/dist/esm/index.js'

const count = Number(process.argv[2])

const seeded = (prefix) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`${prefix}-app-${n + 1}`, {}]))

const { wechat, baidu } = await startEmulator({
  wechat: { apps: seeded('wx') },
  baidu: { apps: seeded('bd') },
  requestLog: 10,
})
process.send({ wechat: wechat.baseUrl, baidu: baidu.baseUrl })
