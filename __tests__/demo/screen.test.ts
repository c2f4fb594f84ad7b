import { stripVTControlCharacters } from 'node:util'
import { expect, test } from '@jest/globals'
import type { GroupSight, Standing } from '../../src/demo/fleet-sight.ts'
import { liveScreen, plainScreen } from '../../src/demo/screen.ts'
import type { Snapshot } from '../../src/demo/screen-lines.ts'

const group = (name: string, version: string, ...standings: Standing[]): GroupSight => ({
  name,
  instances: standings.map((standing, index) => ({
    id: `i-${index}`,
    version,
    lifecycle: 'InService',
    standing
  }))
})

const snapshot: Snapshot = {
  elapsedMs: 12_340,
  speed: 20,
  stage: 'step 1 of 4: deploy 2.0.0',
  stageMs: 2100,
  groups: [
    group('web-blue', '1.0.0', 'healthy', 'healthy', 'draining'),
    group('web-green', '2.0.0', 'healthy', 'warming', 'warming')
  ],
  answers: new Map([
    [
      'web',
      new Map([
        ['2.0.0', 93],
        ['1.0.0', 187]
      ])
    ]
  ]),
  requests: 3456,
  lost: 0,
  progress: 'waiting for 2 more instances'
}

test('the live block shows the groups, who serves, the counts and the latest line', () => {
  let written = ''
  liveScreen(
    text => (written += text),
    () => 100,
    true
  ).show(snapshot)
  const shown = stripVTControlCharacters(written).replaceAll('\r', '')
  expect(shown).toBe(
    [
      'bg-release demo   step 1 of 4: deploy 2.0.0   2.1 s   (time runs 20x)',
      '  web-blue   1.0.0         ██ ██ ▄▄          2 of 3 healthy, 1 draining',
      '  web-green  2.0.0         ██ ▒▒ ▒▒          1 of 3 healthy, 2 warming',
      '  serving now   1.0.0 67 %   2.0.0 33 %',
      '  3,456 requests   280/s   0 lost',
      '  > waiting for 2 more instances',
      ''
    ].join('\n')
  )
  expect(written).toContain('\u001b[32m██')
})

test('several services have a line each of who serves, and weights are shown where a listener chooses', () => {
  let written = ''
  const idle = { ...group('web-admin-green', '2.0.0', 'healthy', 'warming'), weight: 0 }
  liveScreen(
    text => (written += text),
    () => 100,
    false
  ).show({
    ...snapshot,
    groups: [group('web-blue', '1.0.0', 'healthy'), idle, { ...group('web-green', ''), weight: 100 }],
    answers: new Map([
      ['web', new Map([['1.0.0', 90]])],
      ['web-admin', new Map()]
    ])
  })
  expect(stripVTControlCharacters(written).replaceAll('\r', '').split('\n').slice(1, 7)).toEqual([
    '  web-blue        1.0.0         ██                1 of 1 healthy',
    '  web-admin-green 2.0.0         ██ ▒▒             1 of 2 healthy, 1 warming, weight 0',
    '  web-green                                       empty, weight 100',
    '  serving now   web               1.0.0 100 %',
    '  serving now   web-admin         nobody',
    '  3,456 requests   90/s   0 lost'
  ])
})

test.each([100, 60, 40, 20])('no line is wider than %i columns, and the block keeps its height', columns => {
  let written = ''
  const screen = liveScreen(
    text => (written += text),
    () => columns,
    true
  )
  screen.show({ ...snapshot, progress: 'x'.repeat(300) })
  const first = stripVTControlCharacters(written).replaceAll('\r', '').split('\n')
  expect(Math.max(...first.map(line => line.length))).toBeLessThan(columns)
  written = ''
  screen.show(snapshot)
  expect(written.startsWith(`\u001b[${first.length - 1}A`)).toBe(true)
})

test('without colour the only escape codes are those that move', () => {
  let written = ''
  liveScreen(
    text => (written += text),
    () => 100,
    false
  ).show(snapshot)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is looked for
  expect(written.match(/\u001b\[[0-9;]*m/g)).toBeNull()
})

test('the plain screen says each change once and has no escape codes', () => {
  let written = ''
  const screen = plainScreen(text => (written += text))
  screen.show(snapshot)
  screen.show({ ...snapshot, elapsedMs: 12_500, requests: 3500 })
  screen.show({ ...snapshot, elapsedMs: 13_000, lost: 2, requests: 3600 })
  screen.end()
  expect(written.split('\n')).toEqual([
    '[ 12.3 s] step 1 of 4: deploy 2.0.0',
    '[ 12.3 s]   web-blue  1.0.0  2 of 3 healthy, 1 draining',
    '[ 12.3 s]   web-green  2.0.0  1 of 3 healthy, 2 warming',
    '[ 12.3 s]   > waiting for 2 more instances',
    '[ 13.0 s]   2 of 3600 requests lost',
    ''
  ])
})
