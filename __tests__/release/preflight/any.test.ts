/**
 * What speaks against a release on groups with a few things out of the ordinary, and what people should know of them, as
 * recorded in any-*.txt: `DECISIONS=write npm test -- preflight/any` records it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { candidateOf } from '../../../src/release/preflight/candidate.ts'
import { preflightNotes } from '../../../src/release/preflight/notes.ts'
import { preflight } from '../../../src/release/preflight/preflight.ts'
import { session } from '../../../src/release/preflight/session.ts'
import { contradiction, straying } from '../../../src/release/preflight/wish.ts'
import { anyCandidate, LIMIT, NOW } from '../../support/any-candidate.ts'

const WORLDS = 150

function linesOf(seed: number): readonly string[] {
  const { split, seen, goal, facts, known } = anyCandidate(seed)
  const at = candidateOf(seen, goal, facts)
  const findings =
    'code' in at
      ? [at]
      : [contradiction(at), straying(at), ...preflight(at)].filter(each => each !== undefined)
  return [
    `${seed} ${split ? 'split' : 'shared'}`,
    ...[...findings, ...session(known, NOW, LIMIT)].map(({ code, message }) => `  ${code} ${plain(message)}`),
    ...preflightNotes(seen, goal, facts).map(({ message }) => `  note: ${plain(message)}`)
  ]
}

const plain = (text: string): string =>
  text.replaceAll(/arn:aws:[\w:/-]*?([\w-]+)\/0123456789abcdef/g, '$1').slice(0, 170)

test.each([40_000, 50_000])('from %d on', first => {
  const path = join(import.meta.dirname, `any-${first}.txt`)
  const text = `${Array.from({ length: WORLDS }, (_, n) => linesOf(first + n))
    .flat()
    .join('\n')}\n`
  if (process.env.DECISIONS === 'write') writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
})
