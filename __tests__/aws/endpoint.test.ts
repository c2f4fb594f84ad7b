import { describe, expect, test } from '@jest/globals'
import { EndpointError, resolveEndpoint, TWIN_ACCESS_KEY_ID } from '../../src/aws/endpoint.ts'

const twin = {
  BG_RELEASE_TWIN: 'true',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
  AWS_ACCESS_KEY_ID: TWIN_ACCESS_KEY_ID
}

describe('AWS', () => {
  test.each([
    ['nothing set', {}],
    ['empty values', { AWS_ENDPOINT_URL: '', BG_RELEASE_TWIN: '' }],
    ['an opt-in that says no', { BG_RELEASE_TWIN: 'false' }],
    ['a regional endpoint', { AWS_ENDPOINT_URL_AUTO_SCALING: 'https://autoscaling.eu-west-1.amazonaws.com' }],
    [
      'a FIPS endpoint',
      { AWS_ENDPOINT_URL_AUTO_SCALING: 'https://autoscaling-fips.us-east-1.amazonaws.com/' }
    ],
    ['dual-stack', { AWS_ENDPOINT_URL_CLOUDWATCH: 'https://monitoring.eu-west-1.api.aws' }],
    ['China', { AWS_ENDPOINT_URL_AUTO_SCALING: 'https://autoscaling.cn-north-1.amazonaws.com.cn' }],
    [
      'a VPC endpoint',
      {
        AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2:
          'https://vpce-0123abcd-x1y2.elasticloadbalancing.eu-west-1.vpce.amazonaws.com'
      }
    ]
  ])('is meant by %s', (_name, env) => {
    expect(resolveEndpoint(env)).toEqual({ kind: 'aws' })
  })

  const hostile = [
    'http://autoscaling.eu-west-1.amazonaws.com',
    'https://autoscaling.eu-west-1.amazonaws.com.evil.example',
    'https://evil.example/autoscaling.eu-west-1.amazonaws.com',
    'https://autoscaling.eu-west-1.amazonaws.com@evil.example',
    'https://user:pw@autoscaling.eu-west-1.amazonaws.com',
    'https://autoscaling.eu-west-1.amazonaws.com:8443',
    'https://autoscaling.eu-west-1.amazonaws.com/proxy',
    'https://autoscaling.eu-west-1.amazonaws.com?x=1',
    'https://autoscaling-1234.eu-west-1.elb.amazonaws.com',
    'https://autoscaling.s3.amazonaws.com',
    'https://ec2-1-2-3-4.eu-west-1.compute.amazonaws.com',
    'https://xamazonaws.com',
    'https://169.254.169.254',
    'http://localhost:4566',
    'http://127.0.0.1:4566',
    'ftp://autoscaling.eu-west-1.amazonaws.com',
    'autoscaling.eu-west-1.amazonaws.com',
    'https://аutoscaling.eu-west-1.amazonaws.com',
    ' '
  ]
  test.each(hostile)('is not %p, in any of the variables', url => {
    for (const name of [
      'AWS_ENDPOINT_URL',
      'AWS_ENDPOINT_URL_AUTO_SCALING',
      'AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2',
      'AWS_ENDPOINT_URL_CLOUDWATCH'
    ]) {
      expect(() => resolveEndpoint({ [name]: url })).toThrow(EndpointError)
      expect(() => resolveEndpoint({ [name]: url })).toThrow(`${name} is `)
    }
  })
})

describe('a twin', () => {
  test.each([
    ['http://127.0.0.1:4566', 'http://127.0.0.1:4566'],
    ['http://localhost:80/', 'http://localhost:80'],
    ['http://[::1]:4566', 'http://[::1]:4566']
  ])('may be at %s', (url, endpoint) => {
    expect(resolveEndpoint({ ...twin, AWS_ENDPOINT_URL: url })).toEqual({ kind: 'twin', endpoint })
  })

  test.each([
    ['http://127.0.0.1'],
    ['https://127.0.0.1:4566'],
    ['http://127.0.0.1:4566/path'],
    ['http://127.0.0.1:4566@evil.example'],
    ['http://127.0.0.1.evil.example:80'],
    ['http://2130706433:4566'],
    ['http://10.0.0.1:4566'],
    ['http://0.0.0.0:4566'],
    ['https://autoscaling.eu-west-1.amazonaws.com'],
    ['']
  ])('is not at %p', url => {
    expect(() => resolveEndpoint({ ...twin, AWS_ENDPOINT_URL: url })).toThrow(
      /^BG_RELEASE_TWIN is true, but AWS_ENDPOINT_URL/
    )
  })

  test.each([
    ['other credentials', { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' }, 'AWS_ACCESS_KEY_ID'],
    ['no credentials', { AWS_ACCESS_KEY_ID: undefined }, 'AWS_ACCESS_KEY_ID'],
    ['a profile', { AWS_PROFILE: 'production' }, 'AWS_PROFILE'],
    [
      'an endpoint of one service',
      { AWS_ENDPOINT_URL_CLOUDWATCH: 'http://127.0.0.1:1' },
      'AWS_ENDPOINT_URL_CLOUDWATCH'
    ]
  ])('does not go with %s', (_name, env, named) => {
    expect(() => resolveEndpoint({ ...twin, ...env })).toThrow(named)
  })

  test.each(['1', 'TRUE', 'yes', 'true '])('is not chosen by %p', optIn => {
    expect(() => resolveEndpoint({ ...twin, BG_RELEASE_TWIN: optIn })).toThrow('BG_RELEASE_TWIN is')
  })

  test('cannot be reached without the opt-in', () => {
    expect(() => resolveEndpoint({ ...twin, BG_RELEASE_TWIN: undefined })).toThrow(EndpointError)
  })
})
