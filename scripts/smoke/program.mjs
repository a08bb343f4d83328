import { addDomains, connect } from '@mini-domains/core'
import { baidu } from '@mini-domains/baidu'
import { douyin } from '@mini-domains/douyin'
import { openings, startEmulator } from '@mini-domains/emulator'
import { huawei } from '@mini-domains/huawei'
import { wechat } from '@mini-domains/wechat'

const adapters = [wechat, baidu, huawei, douyin]

const main = async () => {
  const emulator = await startEmulator()
  const opened = openings(emulator)
  for (const { vendor } of adapters) {
    const { baseUrl, credentials, appIds, appTokens: apps, platformToken: platform } = opened[vendor]
    const [appId] = appIds
    const provider = connect(adapters, { vendor, baseUrl, ...credentials, tokens: { platform, apps } })
    const outcome = await provider.app(appId).server.modify(addDomains({ request: ['https://api.example.com'] }))
    if (outcome.items[0].verdict !== 'accepted') throw new Error(JSON.stringify(outcome))
    await provider.close()
  }
  await emulator.close()
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
