/** The timelines of docs/concepts.md: what its tables say happens, in the order in which it happens on a twin. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import type { AwsCall } from '../../src/aws/transport.ts'
import type { CommandName } from '../../src/commands/options.ts'
import { onePair, simulate } from '../support/simulation.ts'
import { splitPair } from '../support/split.ts'
import { DOCUMENTS, ROOT, read } from './documents.ts'

const concepts = read('docs/concepts.md')

/** What the numbered rows under a heading tell: calls, and sizes that are set, with the colour named last before. */
function toldUnder(heading: string): readonly string[] {
  const [, section = ''] = concepts.split(`### ${heading}\n`)
  const rows = section.split(/^#{2,3} /m)[0]?.match(/^\| \d+ \|.*$/gm) ?? []
  return rows.flatMap(row => {
    let colour = ''
    return [...row.matchAll(/web-(blue|green)|`([A-Z]\w+)`|\b(MinSize|DesiredCapacity)\b/g)].flatMap(
      ([, named, operation, size]) => {
        if (named !== undefined) colour = named
        const what = operation ?? size
        return what === undefined ? [] : [entry(what, colour)]
      }
    )
  })
}

/** Of listeners and single instances the call does not name the group. */
const entry = (what: string, colour: string): string =>
  /^(?:AddTags|RemoveTags|Modify\w+|TerminateInstance\w+)$/.test(what) ? what : `${colour} ${what}`

function entriesOf({ operation, input }: AwsCall): readonly string[] {
  const colour = /-(blue|green)$/.exec(String(input.AutoScalingGroupName))?.[1] ?? ''
  const sizes = ['MinSize', 'DesiredCapacity'].filter(size => input[size] !== undefined)
  return (operation === 'UpdateAutoScalingGroup' ? sizes : [operation]).map(what => entry(what, colour))
}

/** What of `told` does not follow in `happened` after what is told before it. */
function missing(told: readonly string[], happened: readonly string[]): readonly string[] {
  let from = 0
  return told.filter(each => {
    const at = happened.indexOf(each, from)
    if (at >= 0) from = at + 1
    return at < 0
  })
}

async function happening(scenario: object, unseen: readonly CommandName[], seen: readonly CommandName[]) {
  const simulation = simulate(scenario)
  const calls: AwsCall[] = []
  const run = async (command: CommandName) => {
    const wish = command === 'deploy' ? { command, imageVersion: '2.0.0' } : { command }
    expect(await simulation.run(wish)).toMatchObject({ status: 'succeeded' })
  }
  for (const command of unseen) await run(command)
  simulation.listen(call => calls.push(call))
  for (const command of seen) await run(command)
  return calls.flatMap(entriesOf)
}

test.each([
  ['Deploy and finalize', onePair(), [], ['deploy', 'finalize']],
  ['Rollback', onePair(), ['deploy'], ['rollback']],
  ['Split', splitPair(), [], ['deploy', 'rollback']]
] as const)('%s happens as it is told', async (heading, scenario, unseen, seen) => {
  const told = toldUnder(heading)
  expect(told.length).toBeGreaterThan(8)
  const happened = await happening(scenario, unseen, seen)
  expect(missing(told, happened)).toEqual([])
})

test('what is told in another order is found', () => {
  expect(missing(['a', 'b'], ['b', 'a'])).toEqual(['b'])
})

const pictures = readdirSync(join(ROOT, 'docs', 'pictures'))

test.each(pictures)('%s is shown, and says what it shows to those who cannot see it', picture => {
  const shown = DOCUMENTS.some(document => read(document).includes(`pictures/${picture})`))
  expect(shown).toBe(true)
  expect(read(`docs/pictures/${picture}`)).toMatch(
    /<title id="t">.{10,}<\/title>\n<desc id="d">.{40,}<\/desc>/
  )
})
