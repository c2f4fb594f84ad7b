import { holders } from '../capacity.ts'
import { firstOf, refuse, type Step } from '../decision.ts'
import { takeCopyBack } from '../scaling/role.ts'
import { mark, type Situation } from '../situation.ts'
import { trafficOf } from '../traffic/traffic-of.ts'
import { giveSizesBack, restIdle } from './end.ts'

/**
 * Takes back a first release that came to nothing. There is no version to go back to, so this is done only while nothing
 * of the release serves: otherwise the service would end.
 */
export function abandon(at: Situation): Step & object {
  const { seen, epoch, release, old } = at
  const fresh = at.new
  const traffic = trafficOf(at)
  const serving = holders(fresh.group, seen).length
  // Once it is being taken back it is taken back: what became healthy only then was never said to serve.
  if (serving > 0 && release.state !== 'retiring') {
    return refuse({
      code: 'BGR-NOTHING-TO-ROLL-BACK',
      message: `Release ${epoch} is the first one of ${seen.service}: there is no version to go back to, and ${serving} instances of ${fresh.group.name} serve.`,
      fix: `Run deploy with version ${release.version} to go on with it. To end the service instead, set the desired capacity of ${fresh.group.name} to 0 yourself and run rollback again.`
    })
  }
  if (release.state !== 'retiring') return mark(at, 'retiring')
  return (
    firstOf(
      () => traffic.leaveNew(at, 0, 'reducing'),
      () => traffic.end(fresh, at),
      () => giveSizesBack(at),
      () => takeCopyBack(at),
      () => restIdle(fresh, at),
      () => restIdle(old, at),
      () => traffic.close(at)
    ) ?? mark(at, 'rolled-back')
  )
}
