import { resolve } from 'node:path'
import { type OpenLines, fileLines } from '@mini-domains/fleet'
import type { ConfigFile } from './config-file.js'

/**
 * Opens the files of apps that a config names, from its folder.
 */
export const appLines =
  ({ folder }: Pick<ConfigFile, 'folder'>): OpenLines =>
  (path) =>
    fileLines(resolve(folder, path))
