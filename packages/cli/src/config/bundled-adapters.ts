// The one list of them. Each is called after its vendor, so that what is read at each start need not load an adapter.
const packages = [
  '@mini-domains/wechat',
  '@mini-domains/baidu',
  '@mini-domains/douyin',
  '@mini-domains/huawei',
] as const

const vendorOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1)

/**
 * The adapters that come with the command, each with the vendor that it is for. Whatever else is to be known of a vendor its adapter declares.
 */
export const bundledAdapters: ReadonlyArray<{ readonly vendor: string; readonly name: string }> = packages.map(
  (name) => ({ name, vendor: vendorOf(name) }),
)

/**
 * The vendors whose adapters come with the command.
 */
export const bundledVendors: ReadonlyArray<string> = bundledAdapters.map(({ vendor }) => vendor)

/**
 * The vendor that examples are written with.
 */
export const exampleVendor: string = vendorOf(packages[0])
