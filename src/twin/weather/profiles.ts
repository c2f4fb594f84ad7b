import type { Profile } from './profile.ts'

/** Moderate weather of every kind, by name. */
export const PROFILES: Readonly<Record<string, Profile>> = {
  calm: {},
  throttled: {
    calls: { throttle: 0.1 },
    throttling: { autoScaling: { tokens: 10, perSecond: 4 }, othersPerSecond: 3 }
  },
  contended: { calls: { contention: 0.1, 'contention-after': 0.1 } },
  lossy: { calls: { 'lost-request': 0.06, 'lost-response': 0.06 } },
  late: { calls: { late: 0.12 } },
  repeated: { calls: { twice: 0.25 } },
  partial: { calls: { partial: 0.3 } },
  broken: {
    calls: {
      'error-500': 0.03,
      'error-500-after': 0.04,
      'html-500': 0.03,
      'html-500-after': 0.04,
      'empty-500': 0.03,
      'empty-500-after': 0.04
    }
  },
  silent: { calls: { hang: 0.03, 'hang-after': 0.05 } },
  stale: { stale: { seconds: 30, chance: 0.5, mode: 'monotone' } },
  fickle: { stale: { seconds: 30, chance: 0.5, mode: 'any' } },
  busy: { environment: { everySeconds: 10, chances: { 'scale-out': 0.1, 'scale-in': 0.1 } } },
  mortal: { environment: { everySeconds: 10, chances: { 'spot-loss': 0.03, 'standby-loss': 0.03 } } },
  flapping: { environment: { everySeconds: 10, chances: { flap: 0.08 } } },
  scarce: { environment: { everySeconds: 10, chances: { 'slow-boot': 0.3, 'no-capacity': 0.1 } } },
  operated: {
    environment: {
      everySeconds: 20,
      chances: { 'operator-resize': 0.05, 'operator-suspend': 0.05, 'operator-exit-standby': 0.03 }
    }
  },
  untagged: { environment: { everySeconds: 30, chances: { 'operator-untag': 0.1 } } },
  terraformed: { environment: { everySeconds: 60, chances: { terraform: 0.15 } } },
  storm: {
    calls: {
      throttle: 0.04,
      'contention-after': 0.03,
      'lost-request': 0.03,
      'lost-response': 0.04,
      late: 0.02,
      twice: 0.03,
      'html-500': 0.02,
      hang: 0.01
    },
    environment: {
      everySeconds: 10,
      chances: { 'scale-out': 0.03, 'spot-loss': 0.01, flap: 0.02, 'slow-boot': 0.1 }
    }
  }
}
