// Makes the folder of a new adapter: `node scripts/create-adapter.mjs NAME [FOLDER]`, in packages/NAME where no folder is given. It begins as
// the adapter of examples/stranger under the new name, whose laws hold over its own fake: change the fake to what the vendor answers, and
// the suite says what to change in the adapter.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')
const model = join(root, 'examples/stranger')
const left = ['node_modules', 'dist']
const toPosix = (path) => path.replaceAll('\\', '/')

const [name = '', given] = process.argv.slice(2)
const folder = given === undefined ? join(root, 'packages', name) : resolve(given)

const refuse = (problem) => {
  console.error(problem)
  process.exit(1)
}

if (!/^[a-z][a-z0-9]*$/.test(name))
  refuse(
    `pnpm create-adapter NAME [FOLDER]: expected a name of small letters, such as alipay, got ${JSON.stringify(name)} · 名称须为小写字母，如 alipay`,
  )
if (existsSync(folder))
  refuse(`${folder} is there already: give another name or folder · 文件夹已存在，请换一个名称或文件夹`)

// `pnpm install` of this repository reaches no other folder.
const isOurs = ['packages', 'examples'].includes(toPosix(relative(root, dirname(folder))))

const title = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
const toRoot = toPosix(relative(folder, root))

const renamed = (text) =>
  text
    // Only the model is invented.
    .replaceAll('Lantern is invented. Of a real vendor this page says', 'This page says')
    .replaceAll('an invented vendor, Lantern,', 'Lantern')
    .replaceAll(', an invented vendor', '')
    .replaceAll('虚构厂商灯笼', '灯笼')
    .replaceAll('@mini-domains/example-stranger', `@mini-domains/${name}`)
    .replaceAll('灯笼（Lantern）', ` ${title} `)
    .replaceAll(' (灯笼)', '')
    .replaceAll(/灯笼(?=[没不])/g, `${title} `)
    .replaceAll('灯笼', title)
    .replaceAll('Lantern', title)
    .replaceAll('LANTERN', name.toUpperCase())
    .replaceAll('lantern', name)
    .replaceAll('../../tsconfig.base.json', `${toRoot}/tsconfig.base.json`)
    .replaceAll('../../docs/', `${toRoot}/docs/`)
    .replaceAll("'../../..'", `'../${toRoot}'`)

const files = readdirSync(model, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => toPosix(relative(model, join(entry.parentPath, entry.name))))
  .filter((file) => !left.includes(file.split('/', 1)[0]))

for (const file of files) {
  const target = join(folder, file)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, renamed(readFileSync(join(model, file), 'utf8')))
}

const begins = 'the laws hold, over the invented vendor it begins as · 此时各项规则均通过'

const first = isOurs
  ? `  pnpm install
  pnpm test ${toPosix(relative(root, folder))}    ${begins}`
  : `  package.json     versions in the place of workspace:^ and catalog: · 把 workspace:^ 与 catalog: 换成版本号
  test/            run it with your own jest or vitest: ${begins}`

console.log(`Made ${relative(process.cwd(), folder)} with ${files.length} files · 已创建

${first}

Then · 然后:
  vendor.md        what the vendor's documents say, with sources · 厂商文档的事实与出处
  test/fake.ts     what it answers; the suite turns red · 厂商如何应答，测试变红
  src/index.ts     until it is green · 改到变绿

docs/adding-a-vendor.md · docs/adding-a-vendor.zh-CN.md`)
