/** Makes Node load instrumented code in place of the code in scope, and the tests without jest around them. */
import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from './scope.ts'

const GLOBALS = new URL('./globals.ts', import.meta.url).href
/** A module of this number is loaded once more, and so is whatever it imports of ours. */
const TIMES = 'again'

/** @param sources instrumented TypeScript by path from the root */
export function hookModules(sources: Readonly<Record<string, string>>): void {
  const texts = new Map<string, string>()
  const textOf = (path: string): string => {
    const known = texts.get(path)
    if (known !== undefined) return known
    const name = relative(ROOT, path).replaceAll(sep, '/')
    const text = stripTypeScriptTypes(sources[name] ?? readFileSync(path, 'utf8'))
    texts.set(path, text)
    return text
  }
  registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === '@jest/globals') return { url: GLOBALS, shortCircuit: true }
      const found = next(specifier, context)
      const again = context.parentURL && new URL(context.parentURL).searchParams.get(TIMES)
      return again && isOurs(found.url) ? { ...found, url: numbered(found.url, again) } : found
    },
    load: (url, context, next) =>
      isOurs(url) && url !== GLOBALS && context.format?.startsWith('module')
        ? { format: 'module', shortCircuit: true, source: textOf(fileURLToPath(new URL('', cut(url)))) }
        : next(url, context)
  })
}

const isOurs = (url: string): boolean =>
  url.startsWith('file:') && !url.includes('/node_modules/') && cut(url).endsWith('.ts')

const cut = (url: string): string => url.split('?')[0] ?? url

/** The URL under which a module is loaded once more. */
export const numbered = (url: string, number: string): string => `${cut(url)}?${TIMES}=${number}`
