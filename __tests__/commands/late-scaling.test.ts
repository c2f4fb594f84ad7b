/** Requests that move what scales the live role, and land late. */
import { describe, expect, test } from '@jest/globals'
import { everything } from '../support/attachments.ts'
import type { Checked } from '../support/checked.ts'
import { endsOf } from '../support/ends.ts'
import { lateRequest, SIGNATURE_MS } from '../support/late.ts'
import { fewOfEach } from '../support/scaled-pair.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const

const DELAYS = [30_000, 200_000, SIGNATURE_MS - 10_000]

async function prepared(...commands: readonly Parameters<Checked['run']>[0][]): Promise<Checked> {
  const simulation = fewOfEach()
  for (const command of commands) await simulation.run(command)
  return simulation
}

const CASES = [
  { begun: [], under: DEPLOY, fate: 'lives on', next: DEPLOY },
  { begun: [], under: DEPLOY, fate: 'killed', next: DEPLOY },
  { begun: [], under: DEPLOY, fate: 'killed', next: ROLLBACK },
  { begun: [DEPLOY], under: ROLLBACK, fate: 'killed', next: ROLLBACK },
  { begun: [DEPLOY], under: FINALIZE, fate: 'killed', next: FINALIZE }
] as const

describe('a late request', () => {
  test.each(CASES)(
    'of $under.command, whose run $fate, then $next.command',
    async ({ begun, under, fate, next }) => {
      const calm = await prepared(...begun, under, ...(next === under ? [] : [next]))
      const wanted = JSON.stringify([everything(calm.world()), endsOf(calm.world())])
      const concerned = calm.changes.flatMap(({ kind }, at) => (/^put-|^delete-/.test(kind) ? [at] : []))
      const before = (await prepared(...begun)).changes.length
      const last = (await prepared(...begun, under)).changes.length
      const mine = concerned.filter(at => at >= before && at < last)
      const wrong: unknown[] = []
      let landed = 0
      for (const [n, at] of mine.entries()) {
        const simulation = await prepared(...begun)
        const late = lateRequest(simulation, DELAYS[n % DELAYS.length] ?? 0)
        let report = await simulation.run(under, late.sender(at - before, fate))
        if (fate === 'killed') report = await simulation.run(next, late.meanwhile)
        simulation.twin.advance(simulation.world().now + SIGNATURE_MS)
        late.meanwhile.onSleep?.()
        simulation.twin.advance(simulation.world().now + SIGNATURE_MS)
        if (late.landed() !== 'no') landed += 1
        const end = JSON.stringify([everything(simulation.world()), endsOf(simulation.world())])
        const broken = simulation.violations()
        if (report.status !== 'succeeded' || broken.length > 0 || end !== wanted)
          wrong.push({ at, found: report.findings, broken, ...(end !== wanted && { end, wanted }) })
      }
      expect(wrong).toEqual([])
      expect({ enough: mine.length > 3, landed }).toEqual({ enough: true, landed: mine.length })
    }
  )
})
