/** How traffic moves in the topology that a look shows. */
import type { Situation } from '../situation.ts'
import { SHARED } from './shared.ts'
import { SPLIT } from './split.ts'
import { isSplit } from './topology.ts'
import type { Traffic } from './traffic.ts'

export const trafficOf = ({ seen }: Situation): Traffic => (isSplit(seen) ? SPLIT : SHARED)
