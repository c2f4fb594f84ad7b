import { describe, expect, test } from '@jest/globals'
import { parseInvocation } from '../../src/cli/arguments.ts'
import { parseInputs, type RawInputs } from '../../src/inputs/parse.ts'
import { ReleaseError } from '../../src/release/codes.ts'

const given = (command: string, more: RawInputs = {}): RawInputs => ({
  command,
  'image-name': 'acme/web',
  'asg-prefix': 'web',
  ...(command === 'deploy' && { 'image-version': '2.0.0' }),
  ...more
})

const problems = (raw: RawInputs): readonly string[] => {
  try {
    parseInputs(raw)
    return []
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error
    return error.findings.map(({ message }) => message.split(' ')[0] ?? '')
  }
}

describe('approval-environment', () => {
  test.each(['deploy', 'finalize'])('is an option of %s, as it is written', command => {
    const raw = given(command, { 'approval-environment': ' Production Cleanup ' })
    expect(parseInputs(raw).approval).toEqual({ environment: 'Production Cleanup', allowBypass: false })
  })

  test.each(['rollback', 'status', 'recover'])('is none of %s, which ask nobody', command => {
    expect(problems(given(command, { 'approval-environment': 'x' }))).toContain('approval-environment')
  })

  test.each([
    ['a'.repeat(200), []],
    ['a'.repeat(201), ['approval-environment']],
    ['ü'.repeat(40), ['approval-environment']]
  ])('has to fit into a tag: %s', (name, expected) => {
    expect(problems(given('deploy', { 'approval-environment': name }))).toEqual(expected)
  })
})

describe('allow-bypass', () => {
  test('belongs to a finalize that names an environment', () => {
    const raw = given('finalize', { 'allow-bypass': 'true', 'approval-environment': 'cleanup' })
    expect(parseInputs(raw).approval).toEqual({ environment: 'cleanup', allowBypass: true })
    expect(problems(given('finalize', { 'allow-bypass': 'true' }))).toEqual(['allow-bypass'])
    expect(problems(given('deploy', { 'allow-bypass': 'true', 'approval-environment': 'x' }))).toEqual([
      'allow-bypass'
    ])
    expect(problems(given('finalize', { 'allow-bypass': 'yes', 'approval-environment': 'x' }))).toEqual([
      'allow-bypass'
    ])
  })
})

test('check-run-id is a number, or nothing where the runner gives none', () => {
  expect(parseInputs(given('finalize', { 'check-run-id': '4711' })).approval).toMatchObject({
    checkRunId: 4711
  })
  expect(parseInputs(given('finalize', { 'check-run-id': '' })).approval).toEqual({ allowBypass: false })
  for (const text of ['0', '-1', 'x', '1e3', '12345678901234567']) {
    expect(problems(given('finalize', { 'check-run-id': text }))).toEqual(['check-run-id'])
  }
})

describe('the CLI', () => {
  test('takes a run or a word for finalize', () => {
    const args = ['finalize', '--approved-by-run', '12', '--override-approval', 'Ada: reasons']
    expect(parseInvocation(args)).toMatchObject({ approvedByRun: '12', overrideApproval: 'Ada: reasons' })
    expect(() => parseInvocation(['rollback', '--approved-by-run', '12'])).toThrow(/belong to finalize/)
    expect(() => parseInvocation(['deploy', '--override-approval', 'x'])).toThrow(/belong to finalize/)
  })

  test.each(['github-token', 'check-run-id'])(
    'has no --%s: others see what stands on a command line',
    name => {
      expect(() => parseInvocation(['finalize', `--${name}`, '1'])).toThrow(ReleaseError)
    }
  )
})
