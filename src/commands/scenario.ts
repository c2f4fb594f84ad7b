/** Reads a fleet for a rehearsal on the twin. It changes nothing. */
import { ReleaseError } from '../release/codes.ts'
import { place } from '../release/phase.ts'
import type { Clock, FleetReader } from '../release/ports.ts'
import { findFleet } from './find-fleet.ts'
import { inParallel } from './in-parallel.ts'
import { complete, lookAtGroups } from './look.ts'
import type { Options } from './options.ts'
import { type ScenarioFile, scenarioFile } from './scenario-file.ts'

/** So many target groups are asked at once. */
const AT_ONCE = 4

/**
 * @param region where the groups are looked for
 * @throws ReleaseError where there is no such fleet, or a release of it is not over: instances that are parked and the
 * notes about them could not be taken along; AwsError
 */
export async function readScenario(
  fleet: FleetReader,
  clock: Clock,
  options: Options,
  region: string,
  signal: AbortSignal
): Promise<ScenarioFile> {
  const [first, ...more] = await findFleet(fleet, options, region, signal)
  const at = clock.now()
  const byService = await lookAtGroups(fleet, [first, ...more], signal)
  const groups = [...byService.values()].flatMap(({ blue, green }) => [blue, green])
  const arns = [...new Set(groups.flatMap(({ targetGroups }) => targetGroups))].sort()
  const attached = await fleet.attached(
    groups.map(({ name }) => name),
    signal
  )
  const forwards = arns.length === 0 ? [] : await fleet.findForwards(arns, signal)
  const byTargets = (targetGroups: readonly string[]) =>
    forwards.filter(({ shares }) => shares.some(share => targetGroups.includes(share.targetGroup)))
  const surroundings = {
    attached,
    forwards: new Map(
      [...byService].map(([service, { blue, green }]) => [
        service,
        byTargets([...blue.targetGroups, ...green.targetGroups])
      ])
    )
  }
  const open = (await complete(fleet, at, byService, surroundings, signal))
    .map(seen => ({ service: seen.service, phase: place(seen).phase }))
    .find(({ phase }) => phase !== 'idle')
  if (open) throw notAtRest(open.service, open.phase)
  const targetGroups = arns.length === 0 ? [] : await fleet.targetGroupFacts(arns, signal)
  const attributes = new Map<string, ReadonlyMap<string, string>>()
  await inParallel(arns, AT_ONCE, async arn => {
    attributes.set(arn, await fleet.targetGroupAttributes(arn, signal))
  })
  const { account } = first
  return scenarioFile({
    region: first.region,
    account,
    at,
    groups,
    attached,
    forwards,
    targetGroups,
    attributes
  })
}

const notAtRest = (service: string, phase: string): ReleaseError =>
  new ReleaseError([
    {
      code: 'BGR-RELEASE-OPEN',
      message: `A scenario is made of a fleet at rest; the release of ${service} is in the phase ${phase}.`,
      fix: 'Run finalize or rollback first.'
    }
  ])
