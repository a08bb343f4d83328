const { addDomains, connect } = require('@mini-domains/core')
const { baidu } = require('@mini-domains/baidu')
const { startEmulator } = require('@mini-domains/emulator')
const { wechat } = require('@mini-domains/wechat')

const main = async () => {
  const emulator = await startEmulator()
  const configs = {
    'wx-app-1': {
      vendor: 'wechat',
      baseUrl: emulator.wechat.baseUrl,
      tokens: { apps: { 'wx-app-1': 'token-wx-app-1' } },
    },
    'bd-app-1': {
      vendor: 'baidu',
      baseUrl: emulator.baidu.baseUrl,
      tokens: () => emulator.baidu.state().apps['bd-app-1'].token,
    },
  }
  for (const [appId, config] of Object.entries(configs)) {
    const provider = connect([wechat, baidu], config)
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
