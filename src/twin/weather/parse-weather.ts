import type { Reader } from '../core/scenario-reader.ts'
import type { Throttling } from './buckets.ts'
import { ENVIRONMENT_KINDS, type Profile, type Staleness, type Weather } from './profile.ts'
import { PROFILES } from './profiles.ts'
import { TROUBLE_KINDS } from './trouble.ts'

const LARGEST = 1_000_000

/** @throws ScenarioError naming the path of the first wrong or unknown member */
export function parseWeather(json: Reader): Weather {
  json.only(['seed', 'profile'])
  const seed = json.whole('seed', 0, 0xffff_ffff, 1)
  if (json.hasOther('profile')) return { seed, profile: parseProfile(json.child('profile')) }
  const profile = PROFILES[json.text('profile', 'calm')]
  return profile === undefined
    ? json.fail('profile', `has to be an object or one of ${Object.keys(PROFILES).join(', ')}`)
    : { seed, profile }
}

function parseProfile(json: Reader): Profile {
  json.only(['calls', 'throttling', 'deniedCall', 'expiredFromCall', 'stale', 'environment'])
  return {
    ...(json.has('calls') ? { calls: chancesOf(json.child('calls'), TROUBLE_KINDS) } : {}),
    ...(json.has('throttling') ? { throttling: parseThrottling(json.child('throttling')) } : {}),
    ...(json.has('deniedCall') ? { deniedCall: json.whole('deniedCall', 1, LARGEST) } : {}),
    ...(json.has('expiredFromCall') ? { expiredFromCall: json.whole('expiredFromCall', 1, LARGEST) } : {}),
    ...(json.has('stale') ? { stale: parseStaleness(json.child('stale')) } : {}),
    ...(json.has('environment') ? { environment: parseEnvironment(json.child('environment')) } : {})
  }
}

function chancesOf<Kind extends string>(json: Reader, kinds: readonly Kind[]): Partial<Record<Kind, number>> {
  json.only(kinds)
  const given = kinds.filter(kind => json.has(kind)).map(kind => [kind, json.fraction(kind)])
  return Object.fromEntries(given)
}

function parseThrottling(json: Reader): Throttling {
  json.only(['autoScaling', 'othersPerSecond'])
  const bucket = json.child('autoScaling')
  bucket.only(['tokens', 'perSecond'])
  return {
    autoScaling: {
      tokens: bucket.whole('tokens', 1, LARGEST, 100),
      perSecond: bucket.whole('perSecond', 1, LARGEST, 10)
    },
    othersPerSecond: json.whole('othersPerSecond', 0, LARGEST, 0)
  }
}

function parseStaleness(json: Reader): Staleness {
  json.only(['seconds', 'chance', 'mode'])
  const mode = json.text('mode', 'monotone')
  if (mode !== 'monotone' && mode !== 'any') return json.fail('mode', 'has to be monotone or any')
  return { seconds: json.whole('seconds', 0, 3600, 30), chance: json.fraction('chance', 0.5), mode }
}

function parseEnvironment(json: Reader): NonNullable<Profile['environment']> {
  json.only(['everySeconds', ...ENVIRONMENT_KINDS])
  const kinds = ENVIRONMENT_KINDS.filter(kind => json.has(kind))
  const chances = Object.fromEntries(kinds.map(kind => [kind, json.fraction(kind)]))
  return { everySeconds: json.whole('everySeconds', 1, 3600, 10), chances }
}
