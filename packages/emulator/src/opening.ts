import type { EmulatedVendorName, Emulator } from './emulator.js'
import type { AppHolder } from './state/memory.js'

/** What opens a running vendor: where it is, and what a program calls it with. */
export interface Opening {
  readonly baseUrl: string
  /** What calls of the control API carry, see `VendorEmulator`. */
  readonly controlToken: string
  readonly platformToken: string
  /** The apps, in the order in which they were made. */
  readonly appIds: ReadonlyArray<string>
  /** The tokens of apps by their ids: the platform's own where that serves every app. */
  readonly appTokens: Readonly<Record<string, string>>
  /** What goes with a call beside its token. */
  readonly credentials: Readonly<Record<string, string>>
}

interface Running {
  readonly baseUrl: string
  readonly controlToken: string
  readonly state: () => {
    readonly platform: { readonly token: string }
    readonly apps: { readonly [appId: string]: AppHolder }
  }
}

const openingOf = ({ baseUrl, controlToken, state }: Running, credentials: Opening['credentials'] = {}): Opening => {
  const { platform, apps } = state()
  const appTokens = Object.entries(apps).map(([id, { token = platform.token }]) => [id, token] as const)
  return {
    baseUrl,
    controlToken,
    platformToken: platform.token,
    appIds: Object.keys(apps),
    appTokens: Object.fromEntries(appTokens),
    credentials,
  }
}

/** What opens each vendor of an emulator, as it is now. */
export const openings = ({
  wechat,
  baidu,
  douyin,
  huawei,
}: Emulator): { readonly [V in EmulatedVendorName]: Opening } => ({
  wechat: openingOf(wechat),
  baidu: openingOf(baidu),
  douyin: openingOf(douyin),
  huawei: openingOf(huawei, { clientId: huawei.state().platform.clientId }),
})
