import { afterEach, describe, expect, test } from '@jest/globals'
import { isAwsHost, parseRegion, RegionError } from '../../src/aws/hosts.ts'
import { createSdkTransport } from '../../src/aws/sdk-transport.ts'
import type { AwsCall } from '../../src/aws/transport.ts'

const reads: readonly AwsCall[] = [
  { service: 'autoscaling', operation: 'DescribeAutoScalingGroups', input: {} },
  { service: 'elasticloadbalancing', operation: 'DescribeTargetHealth', input: { TargetGroupArn: 'arn' } },
  { service: 'monitoring', operation: 'DescribeAlarms', input: {} }
]

describe('the hosts that the SDK itself resolves are hosts of AWS', () => {
  const REGIONS = [
    'eu-west-1',
    'ap-southeast-4',
    'il-central-1',
    'us-gov-west-1',
    'cn-north-1',
    'eusc-de-east-1',
    'us-iso-east-1',
    'us-isob-east-1',
    'eu-isoe-west-1',
    'us-isof-south-1'
  ]
  const FORMS = ['', 'FIPS', 'DUALSTACK', 'FIPS DUALSTACK']
  const cases = REGIONS.flatMap(region => FORMS.map(form => [region, form] as const))

  afterEach(() => {
    for (const form of ['FIPS', 'DUALSTACK']) delete process.env[`AWS_USE_${form}_ENDPOINT`]
  })

  test.each(cases)('in %s %s', async (region, form) => {
    for (const each of form.split(' ').filter(Boolean)) process.env[`AWS_USE_${each}_ENDPOINT`] = 'true'
    const hosts: string[] = []
    const transport = createSdkTransport({
      region: parseRegion(region),
      clock: { now: () => 0, sleep: async () => undefined },
      userAgent: [['bg-release', '0.1.0']],
      limits: { attempts: 1 },
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      requestHandler: {
        async handle({ hostname }: { readonly hostname: string }) {
          hosts.push(hostname)
          throw new Error('far enough')
        }
      }
    })
    for (const call of reads) await expect(transport.send(call)).rejects.toThrow('far enough')
    expect(hosts).toHaveLength(3)
    expect(isAwsHost(hosts[0] ?? '', 'autoscaling')).toBe(true)
    expect(isAwsHost(hosts[1] ?? '', 'elasticloadbalancing')).toBe(true)
    expect(isAwsHost(hosts[2] ?? '', 'monitoring')).toBe(true)
    // us-gov has FIPS endpoints under the plain names too.
    if (form === 'FIPS' && region !== 'us-gov-west-1') expect(hosts[0]).toContain('-fips.')
    expect(isAwsHost(hosts[1] ?? '', 'autoscaling')).toBe(false)
  })
})

describe('a region', () => {
  test.each(['eu-west-1', 'us-gov-east-1', 'ap-northeast-3'])('is %s', region => {
    expect(parseRegion(region)).toBe(region)
  })

  test.each([
    '',
    'eu-west-1 ',
    'eu-west-1\n',
    'EU-WEST-1',
    'eu-west',
    'eu-west-12',
    'euwest1',
    'eu-west-1.evil.example',
    'eu-west-1@evil.example',
    'evil.example/eu-west-1',
    'eu-wеst-1',
    `eu-${'w'.repeat(60)}-1`
  ])('is not %p', text => {
    expect(() => parseRegion(text)).toThrow(RegionError)
  })
})
