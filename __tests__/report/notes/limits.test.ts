import { expect, test } from '@jest/globals'
import { internalNotes } from '../../../src/report/notes/internal.ts'
import { COMMENT, fitted, JOB_SUMMARY, RELEASE_BODY, sizeOf } from '../../../src/report/notes/limits.ts'
import { userNotes } from '../../../src/report/notes/user.ts'
import { ahead, CONTEXT, direct, pull } from './changes.ts'

const LAYOUT = {
  head: ['# head'],
  sections: [
    { heading: '## one', items: ['- a', '- b'] },
    { heading: '## two', items: ['- c'] }
  ],
  foot: ['foot'],
  more: (left: number) => `and ${left} more`
}

test('what fits is whole', () => {
  const whole = '# head\n\n## one\n\n- a\n- b\n\n## two\n\n- c\n\nfoot\n'
  expect(fitted(LAYOUT, { most: whole.length, of: 'characters' })).toBe(whole)
})

test.each([
  [46, '# head\n\n## one\n\n- a\n- b\n\nand 1 more\n\nfoot\n'],
  [40, '# head\n\n## one\n\n- a\n\nand 2 more\n\nfoot\n'],
  [36, '# head\n\nand 3 more\n\nfoot\n']
])('of %i characters, whole items and never a heading alone', (most, expected) => {
  const text = fitted(
    {
      ...LAYOUT,
      sections: [...LAYOUT.sections.slice(0, 1), { heading: '## two', items: [`- ${'c'.repeat(9)}`] }]
    },
    { most, of: 'characters' }
  )
  expect(text).toBe(expected)
  expect(text.length).toBeLessThanOrEqual(most)
})

const LONG = ahead(
  [...Array(3600).keys()].map(n =>
    pull(n + 1, `feat: 変更 ${n} ${'<&@x #1'.repeat(33)}`, {
      labels: ['a', 'b'],
      author: { login: `user-${n}`, bot: false }
    })
  ),
  [direct('last')]
)

test.each([
  ['a release', RELEASE_BODY],
  ['a comment', COMMENT],
  ['a job summary', JOB_SUMMARY]
])('the notes of 3,600 pull requests fit into %s, and say how many are missing', (_, limit) => {
  for (const notes of [internalNotes(LONG, { ...CONTEXT, limit }), userNotes(LONG, { ...CONTEXT, limit })]) {
    expect(sizeOf(notes, limit)).toBeLessThanOrEqual(limit.most)
    expect(sizeOf(notes, limit)).toBeGreaterThan(limit.most - 2000)
    const shown = notes.split('\n').filter(line => line.startsWith('- ')).length
    const missing = Number(/^… and (\d+) more/m.exec(notes)?.[1])
    // Direct commits are no item of the notes for users.
    expect([3600, 3601]).toContain(shown + missing)
  }
})

test('the internal notes link what is missing', () => {
  expect(internalNotes(LONG, CONTEXT)).toContain(
    `more: [all changes](https://github.com/acme/web/compare/${'b'.repeat(40)}...${'a'.repeat(40)})`
  )
})
