/** Packs the npm package, dist as it is there: node scripts/package.ts FOLDER */
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { packInto } from './package/pack.ts'

const folder = resolve(process.argv[2] ?? '.')
mkdirSync(folder, { recursive: true })
process.stdout.write(`${packInto(folder)}\n`)
