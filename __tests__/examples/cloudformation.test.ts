import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { pairFindings } from '../../scripts/examples/pair-findings.ts'
import { scenarioOf } from '../../scripts/examples/scenario-of.ts'
import { readTemplate, resourcesOf } from '../../scripts/examples/template.ts'
import { foreign } from '../support/attachments.ts'
import { type Checked, checked } from '../support/checked.ts'

const examples = join(import.meta.dirname, '../../examples')
const text = readFileSync(join(examples, 'cloudformation/template.yaml'), 'utf8')
const template = readTemplate(text)
const boot = readFileSync(join(examples, 'user-data/boot.sh'), 'utf8')

const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/1'
const resources = (topology: string, certificate: string, scaling: string) =>
  resourcesOf(template, { Topology: topology, CertificateArn: certificate, Scaling: scaling })

const TWO_DAYS_MS = 172_800_000
const TOPOLOGIES = ['shared', 'split'] as const
const FIRST = {
  command: 'deploy',
  imageVersion: '1.0.0',
  initialCapacity: { min: 2, desired: 3, max: 6 }
} as const

test.each(
  TOPOLOGIES.flatMap(topology => ['', CERTIFICATE].map(certificate => [topology, certificate] as const))
)('%s, certificate "%s": a pair as bg-release needs it', (topology, certificate) => {
  for (const scaling of ['off', 'on'])
    expect(pairFindings(resources(topology, certificate, scaling), topology, boot)).toEqual([])
})

test.each<readonly [string, RegExp, (text: string) => string]>([
  [
    'a desired capacity',
    /desired capacity/,
    text => text.replaceAll("MinSize: '0'", "MinSize: '0'\n      DesiredCapacity: '3'")
  ],
  [
    'a smallest size',
    /before a release gives it a version/,
    text => text.replaceAll("MinSize: '0'", "MinSize: '2'")
  ],
  [
    'sizes that come back',
    /gets its sizes back/,
    text => text.replaceAll('SizeProperties: true', 'SizeProperties: false')
  ],
  ['a version', /docker:image:version/, text => text.replaceAll('docker:image:name', 'docker:image:version')],
  [
    'a tag that stays behind',
    /hand docker:image:name on/,
    text => text.replaceAll('PropagateAtLaunch: true', 'PropagateAtLaunch: false')
  ],
  [
    'a rolling update',
    /AutoScalingRollingUpdate/,
    text => text.replaceAll('AutoScalingScheduledAction: {', 'AutoScalingRollingUpdate: {')
  ],
  [
    'half of the weight for each',
    /weights are 50 and 50/,
    text => text.replaceAll(/!If \[BlueLive, \d+, \d+\]/g, '50')
  ],
  ['a policy on one group', /different policies/, text => text.replace('TargetValue: 50', 'TargetValue: 60')],
  [
    'tags that instances cannot read',
    /InstanceMetadataTags/,
    text => text.replace('MetadataTags: enabled', 'MetadataTags: disabled')
  ],
  ['IMDSv1', /without a token/, text => text.replace('HttpTokens: required', 'HttpTokens: optional')],
  ['other user data', /user-data\/boot\.sh/, text => text.replace('set -euo pipefail', 'set -eu')]
])('%s is found', (_, finding, edit) => {
  const edited = edit(text)
  expect(edited).not.toBe(text)
  const found = resourcesOf(readTemplate(edited), { Topology: 'split', Scaling: 'on' })
  expect(pairFindings(found, 'split', boot)).toContainEqual(expect.stringMatching(finding))
})

test.each([
  ['shared', '', 'off'],
  ['split', CERTIFICATE, 'on']
])('%s, certificate "%s", scaling %s: a service can be released', async (...choice) => {
  const simulation = checked(scenarioOf(resources(...choice)))
  const keepIdleScaling = choice[2] === 'on'
  for (const step of [
    FIRST,
    { command: 'finalize' },
    { command: 'deploy', imageVersion: '2.0.0' },
    { command: 'rollback' },
    { command: 'deploy', imageVersion: '2.0.0' },
    { command: 'finalize' },
    { command: 'deploy', imageVersion: '3.0.0' }
  ] as const) {
    expect((await simulation.run({ ...step, keepIdleScaling })).findings).toEqual([])
  }
  expect(simulation.violations()).toEqual([])
})

test.each(TOPOLOGIES)(
  '%s: scaling can be switched on after the first release, as the README has it',
  async topology => {
    const simulation = checked(scenarioOf(resources(topology, '', 'off')))
    const release = async (keepIdleScaling: boolean, step: typeof FIRST | object) => {
      for (const each of [step, { command: 'finalize' } as const])
        expect((await simulation.run({ ...each, keepIdleScaling })).findings).toEqual([])
    }
    await release(false, FIRST)
    const { live, idle } = colours(simulation)
    foreign(simulation, 'autoscaling', 'SuspendProcesses', {
      AutoScalingGroupName: idle,
      ScalingProcesses: ['AlarmNotification', 'ScheduledActions']
    })
    for (const { name, policies, scheduledActions } of scenarioOf(resources(topology, '', 'on')).groups) {
      const group = { AutoScalingGroupName: name }
      for (const input of policies)
        foreign(simulation, 'autoscaling', 'PutScalingPolicy', { ...group, ...input })
      for (const input of scheduledActions)
        foreign(simulation, 'autoscaling', 'PutScheduledUpdateGroupAction', { ...group, ...input })
    }
    // Two days, so that all schedules have been due: only the live group follows them.
    await simulation.clock.sleep(TWO_DAYS_MS)
    expect(simulation.group(idle).instances).toEqual([])
    expect(simulation.group(live).instances.length).toBeGreaterThan(0)

    for (const [imageVersion, serving] of [
      ['2.0.0', idle],
      ['3.0.0', live]
    ] as const) {
      await release(true, { command: 'deploy', imageVersion })
      expect(colours(simulation).live).toBe(serving)
      await simulation.clock.sleep(TWO_DAYS_MS)
      expect(simulation.group(colours(simulation).idle).instances).toEqual([])
      expect(Object.keys(simulation.world().groups[serving]?.suspended ?? {})).toEqual([])
    }
    expect(simulation.violations()).toEqual([])
  }
)

function colours(simulation: Checked): { readonly live: string; readonly idle: string } {
  const names = ['web-blue', 'web-green'] as const
  const live = simulation.group('web-blue').instances.length > 0 ? names[0] : names[1]
  return { live, idle: live === names[0] ? names[1] : names[0] }
}
