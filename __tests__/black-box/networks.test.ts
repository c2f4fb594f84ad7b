/** AWS where companies have it: behind a proxy, a CA of their own, in another partition. Nothing says that it is a twin. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startTwinServer } from '../../src/twin/doors/http-server.ts'
import { type Certificates, makeCertificates } from './helpers/certificates.ts'
import { type OutsideOptions, openOutside } from './helpers/outside.ts'
import { environment, runCli, SERVICE } from './helpers/runs.ts'
import { onePair } from './helpers/world.ts'

const STATUS = { ...SERVICE, command: 'status' }
const PARENTS = [
  'eu-west-1.amazonaws.com',
  'sso.eu-west-1.amazonaws.com',
  'autoscaling.eu-west-1.vpce.amazonaws.com',
  'us-gov-west-1.api.aws',
  'cn-north-1.amazonaws.com.cn',
  'eusc-de-east-1.amazonaws.eu'
]

let certificates: Certificates
beforeAll(() => {
  certificates = makeCertificates(PARENTS.map(parent => `*.${parent}`))
})
afterAll(() => certificates[Symbol.dispose]())

interface Case {
  readonly region?: string
  readonly network?: Partial<OutsideOptions>
  /** `PROXY` in a value is where the proxy listens. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** Runs `status` in such a network. */
async function look({ region = 'eu-west-1', network = {}, env = {} }: Case) {
  const twin = await startTwinServer({ scenario: { ...onePair(), region }, port: 0, speed: 0, skip: false })
  await using outside = await openOutside({ certificates, aws: twin.endpoint, ...network })
  const all = { HTTPS_PROXY: 'http://PROXY', NODE_EXTRA_CA_CERTS: certificates.authority, ...env }
  const own = Object.entries(all).map(([name, value]) => [name, value?.replace('PROXY', outside.proxy)])
  const ended = await runCli(
    environment(twin, {
      BG_RELEASE_TWIN: undefined,
      AWS_ENDPOINT_URL: undefined,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_REGION: region,
      ...Object.fromEntries(own)
    }),
    STATUS
  )
  const asked = (await (await fetch(`${twin.endpoint}/_twin/log`)).json()) as { calls: readonly unknown[] }
  await twin.close()
  return { ...ended, tunnels: [...outside.tunnels], asked: asked.calls.length }
}

const WORKS: Readonly<Record<string, Case & { readonly hosts: readonly string[] }>> = {
  'a proxy and a CA of the company': {
    hosts: ['autoscaling.eu-west-1.amazonaws.com', 'elasticloadbalancing.eu-west-1.amazonaws.com']
  },
  'a proxy over TLS that asks who is there': {
    network: { secureProxy: true, login: 'user:pa%ss' },
    env: { HTTPS_PROXY: 'https://user:pa%25ss@PROXY' },
    hosts: ['autoscaling.eu-west-1.amazonaws.com', 'elasticloadbalancing.eu-west-1.amazonaws.com']
  },
  'a proxy without a scheme, in lower case; proxies for other things; NO_PROXY of other hosts': {
    env: {
      HTTPS_PROXY: 'http://127.0.0.1:9',
      https_proxy: 'PROXY',
      HTTP_PROXY: 'http://127.0.0.1:9',
      NO_PROXY: 'localhost,169.254.169.254'
    },
    hosts: ['autoscaling.eu-west-1.amazonaws.com', 'elasticloadbalancing.eu-west-1.amazonaws.com']
  },
  China: {
    region: 'cn-north-1',
    network: { partition: 'aws-cn' },
    hosts: ['autoscaling.cn-north-1.amazonaws.com.cn', 'elasticloadbalancing.cn-north-1.amazonaws.com.cn']
  },
  'GovCloud, FIPS and dual-stack endpoints': {
    region: 'us-gov-west-1',
    network: { partition: 'aws-us-gov' },
    env: { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'true' },
    hosts: ['autoscaling-fips.us-gov-west-1.api.aws', 'elasticloadbalancing-fips.us-gov-west-1.api.aws']
  },
  'the European Sovereign Cloud': {
    region: 'eusc-de-east-1',
    network: { partition: 'aws-eusc' },
    hosts: ['autoscaling.eusc-de-east-1.amazonaws.eu', 'elasticloadbalancing.eusc-de-east-1.amazonaws.eu']
  },
  'a VPC endpoint': {
    env: { AWS_ENDPOINT_URL_AUTO_SCALING: 'https://vpce-0a1b.autoscaling.eu-west-1.vpce.amazonaws.com' },
    hosts: [
      'vpce-0a1b.autoscaling.eu-west-1.vpce.amazonaws.com',
      'elasticloadbalancing.eu-west-1.amazonaws.com'
    ]
  }
}

test.concurrent.each(Object.entries(WORKS))('works: %s', async (_name, { hosts, ...its }) => {
  const { code, stdout, stderr, tunnels } = await look(its)
  expect(stderr).not.toContain('BGR-')
  expect(stdout).toContain('web runs 1.0.0')
  expect(code).toBe(0)
  expect([...new Set(tunnels)]).toEqual(hosts.map(host => `${host}:443`))
})

const REFUSED: Readonly<Record<string, Case & { readonly said: string | RegExp }>> = {
  'a proxy that is no HTTP proxy': {
    env: { HTTPS_PROXY: 'socks5://user:secret@PROXY' },
    said: 'BGR-PROXY: HTTPS_PROXY names a proxy of the kind socks5://, which is not supported.'
  },
  'a proxy that wants a login': {
    network: { login: 'user:right' },
    env: { HTTPS_PROXY: 'http://user:secret@PROXY' },
    said: /^BGR-AWS: .* the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\) answered 407 Proxy Authentication Required to CONNECT autoscaling\.eu-west-1/m
  },
  'a proxy that is down': {
    env: { HTTPS_PROXY: 'http://127.0.0.1:9' },
    said: 'the proxy 127.0.0.1:9 (HTTPS_PROXY) cannot be reached: connect ECONNREFUSED'
  },
  'a CA that nobody named': {
    env: { NODE_EXTRA_CA_CERTS: undefined },
    said: /^BGR-AWS: .*certificate.*NODE_EXTRA_CA_CERTS/m
  },
  'an endpoint that is not of AWS': {
    env: { AWS_ENDPOINT_URL: 'https://aws.example.com' },
    said: 'BGR-ENDPOINT: AWS_ENDPOINT_URL'
  }
}

test.concurrent.each(Object.entries(REFUSED))('refused: %s', async (_name, { said, ...its }) => {
  const { code, stdout, stderr, asked } = await look(its)
  expect(code).toBe(1)
  expect(stderr).toMatch(said)
  expect(stdout + stderr).not.toContain('secret')
  expect(asked).toBe(0)
})

const SOON = new Date(Date.now() + 3_600_000).toISOString()
const TWIN_KEY = 'BGRELEASETWIN0000000'

test.concurrent('STS is asked for credentials through the proxy', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bg-release-sts-'))
  writeFileSync(join(folder, 'token'), 'from-the-runner')
  const { code, stderr, tunnels } = await look({
    network: {
      others: {
        'sts.eu-west-1.amazonaws.com': `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${TWIN_KEY}</AccessKeyId><SecretAccessKey>twin</SecretAccessKey><SessionToken>session</SessionToken><Expiration>${SOON}</Expiration></Credentials></AssumeRoleWithWebIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></AssumeRoleWithWebIdentityResponse>`
      }
    },
    env: {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/bg-release',
      AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token')
    }
  })
  rmSync(folder, { recursive: true })
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.not.stringContaining('BGR-') })
  expect(tunnels[0]).toBe('sts.eu-west-1.amazonaws.com:443')
})

test.concurrent('IAM Identity Center, too: aws sso login on a laptop', async () => {
  const home = mkdtempSync(join(tmpdir(), 'bg-release-sso-'))
  const cache = join(home, '.aws', 'sso', 'cache')
  mkdirSync(cache, { recursive: true })
  const profile = [
    '[profile work]',
    'sso_session = company',
    'sso_account_id = 111122223333',
    'sso_role_name = release',
    '[sso-session company]',
    'sso_region = eu-west-1',
    'sso_start_url = https://company.awsapps.com/start'
  ]
  writeFileSync(join(home, '.aws', 'config'), profile.join('\n'))
  const token = { accessToken: 'token', expiresAt: SOON, region: 'eu-west-1' }
  const name = createHash('sha1').update('company').digest('hex')
  writeFileSync(join(cache, `${name}.json`), JSON.stringify(token))
  const roleCredentials = {
    accessKeyId: TWIN_KEY,
    secretAccessKey: 'twin',
    sessionToken: 'session',
    expiration: Date.parse(SOON)
  }
  const { code, stderr, tunnels } = await look({
    network: { others: { 'portal.sso.eu-west-1.amazonaws.com': JSON.stringify({ roleCredentials }) } },
    env: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_PROFILE: 'work', HOME: home }
  })
  rmSync(home, { recursive: true })
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.not.stringContaining('BGR-') })
  expect(tunnels[0]).toBe('portal.sso.eu-west-1.amazonaws.com:443')
})
