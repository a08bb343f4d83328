import type { ServerKind } from '@mini-domains/core'

/**
 * One vendor of an emulator: where it is, and what opens it.
 */
export interface EmulatedVendor {
  readonly name: string
  readonly adapter: string
  readonly baseUrl: string
  readonly tokens: { readonly platform: string; readonly apps: Readonly<Record<string, string>> }
  /** What its config takes beside tokens. */
  readonly credentials: Readonly<Record<string, string>>
  readonly appIds: ReadonlyArray<string>
  /** The kind that its pool of server domains is written under. */
  readonly poolKind?: ServerKind
}

const vendorPart = ({ name, adapter, baseUrl, tokens, credentials }: EmulatedVendor): string => {
  const secrets = Object.entries({ ...credentials, tokens: JSON.stringify(tokens) })
  return `  ${name}:
    adapter: '${adapter}'
    config: { baseUrl: '${baseUrl}' }
    credentials:
${secrets.map(([key, value]) => `      ${key}: '${value}'`).join('\n')}`
}

const poolPart = ({ name, poolKind }: EmulatedVendor): ReadonlyArray<string> =>
  poolKind === undefined ? [] : [`  ${name}: { server: { ${poolKind}: [example.com, example.net] } }`]

const appPart = ({ name, appIds }: EmulatedVendor): string =>
  appIds.map((id) => `  - { id: '${id}', vendor: ${name} }`).join('\n')

/**
 * The apps of a fleet at an emulator, as a file of apps.
 */
export const emulatedApps = (vendors: ReadonlyArray<EmulatedVendor>): string =>
  ['id,vendor', ...vendors.flatMap(({ name, appIds }) => appIds.map((id) => `${id},${name}`)), ''].join('\n')

/**
 * Writes the config of a fleet at an emulator, with its apps in it or in a file of their own.
 */
export const emulatedConfig = (
  vendors: ReadonlyArray<EmulatedVendor>,
  appFile?: string,
): string => `# A fleet at the emulator of mini-domains.
# 本地模拟服务的示例配置。
version: 1

# Only here: these tokens open nothing but the emulator. Real secrets belong in the environment: { env: NAME }.
# 仅用于模拟服务；真实凭据请写作 { env: 变量名 }。
allowInlineSecrets: true

vendors:
${vendors.map(vendorPart).join('\n')}

profiles:
  shop:
    server:
      request: [api.example.com, pay.example.com]
      socket: [push.example.com]
    webview: [www.example.com]

profile: shop

pools:
${vendors.flatMap(poolPart).join('\n')}

${appFile === undefined ? `apps:\n${vendors.map(appPart).join('\n')}` : `appFiles:\n  - { path: ${JSON.stringify(appFile)} }`}
`
