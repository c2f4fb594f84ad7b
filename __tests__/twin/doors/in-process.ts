import { AutoScalingClient } from '@aws-sdk/client-auto-scaling'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { World } from '../../../src/twin/core/world.ts'
import { createCallLog } from '../../../src/twin/doors/call-log.ts'
import { TWIN_ACCESS_KEY_ID, TWIN_SECRET_ACCESS_KEY } from '../../../src/twin/doors/credentials.ts'
import { createFaults } from '../../../src/twin/doors/faults.ts'
import { createLivingWorld } from '../../../src/twin/doors/living-world.ts'
import { createRequestHandler } from '../../../src/twin/doors/request-handler.ts'
import { createVirtualClock } from '../../../src/twin/doors/virtual-clock.ts'

/** The real SDK clients on a twin in this process, whose time stands still until it is moved. SDK retries are off. */
export function inProcess(world: World) {
  const clock = createVirtualClock(world.now, 0, () => 0)
  const living = createLivingWorld(world, clock)
  const faults = createFaults()
  const log = createCallLog()
  const config = {
    region: world.region,
    maxAttempts: 1,
    credentials: { accessKeyId: TWIN_ACCESS_KEY_ID, secretAccessKey: TWIN_SECRET_ACCESS_KEY },
    requestHandler: createRequestHandler({ living, clock, wall: Date.now, faults, log })
  }
  return {
    living,
    faults,
    log,
    config,
    advance: (to: number) => {
      clock.jumpTo(to)
      living.catchUp()
    },
    autoscaling: new AutoScalingClient(config),
    elb: new ElasticLoadBalancingV2Client(config),
    cloudwatch: new CloudWatchClient(config)
  }
}
