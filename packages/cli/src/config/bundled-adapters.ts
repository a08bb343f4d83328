/**
 * The adapters that come with the command, by the vendor that they are for. Whatever else is to be known of a vendor its adapter declares.
 */
export const bundledAdapters = { wechat: '@mini-domains/wechat', baidu: '@mini-domains/baidu' } as const

/**
 * A vendor whose adapter comes with the command.
 */
export type BundledVendor = keyof typeof bundledAdapters

/**
 * The vendors whose adapters come with the command.
 */
export const bundledVendors: ReadonlyArray<BundledVendor> = ['wechat', 'baidu']
