const { addDomains, connect } = require('@mini-domains/core')
const { baidu } = require('@mini-domains/baidu')
const { douyin } = require('@mini-domains/douyin')
const { openings, startEmulator } = require('@mini-domains/emulator')
const { huawei } = require('@mini-domains/huawei')
const { wechat } = require('@mini-domains/wechat')

const adapters = [wechat, baidu, huawei, douyin]

const main = async () => {
  const emulator = await startEmulator()
  const opened = openings(emulator)
  for (const { vendor } of adapters) {
    const { baseUrl, credentials, appIds, appTokens } = opened[vendor]
    const [appId] = appIds
    const provider = connect(adapters, { vendor, baseUrl, ...credentials, tokens: () => appTokens[appId] })
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
