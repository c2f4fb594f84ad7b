/** What scales the live role is neither lost nor doubled, whatever happens to one of the changes that move it. */
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Options } from '../../src/commands/options.ts'
import { everything } from '../support/attachments.ts'
import type { Checked } from '../support/checked.ts'
import { endsOf } from '../support/ends.ts'
import { FAULTS, type Fault, inject, isKill } from '../support/faults.ts'
import { fewOfEach } from '../support/scaled-pair.ts'

type Command = Partial<Options> & { readonly command: 'deploy' | 'rollback' | 'finalize' }

const DEPLOY: Command = { command: 'deploy', imageVersion: '2.0.0' }
const ROLLBACK: Command = { command: 'rollback' }
const FINALIZE: Command = { command: 'finalize' }

/** `next`: what is run after a kill. */
const CASES: readonly {
  before: readonly Command[]
  under: Command
  next: Command
  faults: readonly Fault[]
}[] = [
  { before: [], under: DEPLOY, next: DEPLOY, faults: FAULTS },
  { before: [], under: DEPLOY, next: ROLLBACK, faults: ['killed before', 'killed after'] },
  { before: [DEPLOY], under: ROLLBACK, next: ROLLBACK, faults: FAULTS },
  { before: [DEPLOY], under: FINALIZE, next: FINALIZE, faults: FAULTS }
]

const endIn = (simulation: Checked): string =>
  JSON.stringify([everything(simulation.world()), endsOf(simulation.world())])

async function ran(...commands: readonly Command[]): Promise<Checked> {
  const simulation = fewOfEach()
  for (const command of commands) expect((await simulation.run(command)).findings).toEqual([])
  return simulation
}

describe.each(CASES)('$under.command, then $next.command', ({ before, under, next, faults }) => {
  let concerned: readonly number[] = []
  let calm = ''

  beforeAll(async () => {
    const simulation = await ran(...before)
    const already = simulation.changes.length
    await simulation.run(under)
    concerned = simulation.changes
      .slice(already)
      .flatMap(({ kind }, at) => (/^(put|delete)-/.test(kind) ? [at, at + 1] : []))
    concerned = [...new Set(concerned)]
    calm = endIn(next === under ? simulation : await ran(DEPLOY, ROLLBACK))
  })

  test.each(faults)('%s', async fault => {
    const wrong: unknown[] = []
    let fired = 0
    for (const at of concerned) {
      const simulation = await ran(...before)
      const injection = inject(fault, at)
      const struck = await simulation.run(under, injection)
      const report = isKill(fault) ? await simulation.run(next) : struck
      fired += injection.fired()
      const end = endIn(simulation)
      const broken = simulation.violations()
      if (report.status !== 'succeeded' || broken.length > 0 || end !== calm)
        wrong.push({ at, found: report.findings, broken, ...(end !== calm && { end, calm }) })
    }
    expect(wrong).toEqual([])
    expect({ enough: concerned.length > 4, fired }).toEqual({ enough: true, fired: concerned.length })
  })
})
