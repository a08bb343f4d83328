// Loaded into every measured process before anything else: TypeScript is read as transpile.ts left it.
import { register } from 'node:module'

register('./hooks.mjs', import.meta.url)
