import { describe, expect, test } from '@jest/globals'
import { parseInputs, type RawInputs } from '../../src/inputs/parse.ts'
import { ReleaseError } from '../../src/release/codes.ts'

const SERVICE = { 'image-name': 'acme/web', 'asg-prefix': 'web' }
const RECOVER = { ...SERVICE, command: 'recover' }

/** Messages of what is refused; empty where nothing is. */
function refused(raw: RawInputs): readonly string[] {
  try {
    parseInputs(raw)
    return []
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error
    return error.findings.map(({ code, message, fix }) => `${code} ${message} ${fix}`)
  }
}

describe('recover', () => {
  test.each([
    [{ baseline: 'web-blue=2/3/6' }, { baseline: { group: 'web-blue', min: 2, desired: 3, max: 6 } }],
    [{ live: 'web=green' }, { live: { service: 'web', colour: 'green' } }],
    [{ 'break-claim': '123-1-abc' }, { breakClaim: '123-1-abc' }],
    [{ 'lift-approval': 'true' }, { liftApproval: true }],
    [{ forget: 'true' }, { forget: true }],
    [
      { forget: 'true', live: 'web=blue' },
      { forget: true, live: { service: 'web', colour: 'blue' } }
    ]
  ])('takes %j', (raw, recovery) => {
    expect(parseInputs({ ...RECOVER, ...raw }).recovery).toEqual({
      liftApproval: false,
      forget: false,
      ...recovery
    })
  })

  test.each([
    [{}, /nothing says what to recover/],
    [{ baseline: 'web-blue=3/2/6' }, /min <= desired <= max/],
    [{ baseline: 'web-blue' }, /GROUP=MIN\/DESIRED\/MAX/],
    [{ live: 'web=red' }, /SERVICE=blue or SERVICE=green/],
    [{ 'break-claim': 'a b' }, /id of a claim/],
    [{ forget: 'yes' }, /must be true or false/],
    [{ 'break-claim': 'run-1', 'lift-approval': 'true' }, /together with lift-approval/],
    [{ forget: 'true', live: 'web=blue', baseline: 'web-blue=2/3/6' }, /together with/]
  ])('refuses %j', (raw, pattern) => {
    expect(refused({ ...RECOVER, ...raw }).join('\n')).toMatch(pattern)
  })

  test.each(['deploy', 'rollback', 'finalize', 'status'])('its inputs are none of %s', command => {
    const version = command === 'deploy' ? { 'image-version': '1' } : {}
    const found = refused({ ...SERVICE, ...version, command, forget: 'true', live: 'web=blue' })
    expect(found).toHaveLength(2)
    expect(found.join('\n')).toContain(`belongs to recover, and the command is ${command}`)
  })
})

describe('accept-capacity', () => {
  const ROLLBACK = { ...SERVICE, command: 'rollback' }

  test.each([
    ['1%', 1],
    ['80%', 80],
    ['100%', 100]
  ])('takes %s', (text, percent) => {
    expect(parseInputs({ ...ROLLBACK, 'accept-capacity': text }).acceptCapacity).toBe(percent)
  })

  test.each(['0%', '101%', '80', '-1%', '7.5%', '80 %', 'most'])('refuses %s', text => {
    expect(refused({ ...ROLLBACK, 'accept-capacity': text }).join()).toContain('a share from 1% to 100%')
  })

  test('is for a rollback alone', () => {
    const found = refused({ ...SERVICE, command: 'finalize', 'accept-capacity': '80%' })
    expect(found.join()).toContain('belongs to rollback')
  })
})
