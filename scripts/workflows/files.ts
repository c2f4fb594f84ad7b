import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/** Every workflow of this repository, by its path in it. */
export const workflowFiles = (): readonly { readonly file: string; readonly text: string }[] =>
  ['.github/workflows', 'examples/workflows'].flatMap(folder =>
    readdirSync(join(ROOT, folder))
      .filter(name => name.endsWith('.yml'))
      .map(name => `${folder}/${name}`)
      .map(file => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))
  )
