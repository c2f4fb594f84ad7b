import { describe, expect, test } from '@jest/globals'
import { ProxyError, proxiesOf } from '../../src/aws/proxy.ts'

const AUTO_SCALING = 'autoscaling.eu-west-1.amazonaws.com'

describe('a proxy', () => {
  test.each([
    [{}, undefined],
    [{ HTTPS_PROXY: '' }, undefined],
    [{ HTTP_PROXY: 'http://proxy:3128', ALL_PROXY: 'http://proxy:3128' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy:3128' }, { secure: false, host: 'proxy', port: 3128 }],
    [{ HTTPS_PROXY: 'http://proxy/' }, { secure: false, host: 'proxy', port: 80 }],
    [{ HTTPS_PROXY: 'https://proxy' }, { secure: true, host: 'proxy', port: 443 }],
    [{ HTTPS_PROXY: 'proxy.example.com:3128' }, { host: 'proxy.example.com', port: 3128 }],
    [{ HTTPS_PROXY: 'http://[::1]:3128' }, { host: '::1', port: 3128 }],
    [
      { HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:2' },
      { variable: 'https_proxy', host: 'lower' }
    ],
    [{ HTTPS_PROXY: 'http://us%65r:p%40%25@proxy:1' }, { authorization: `Basic ${btoa('user:p@%')}` }]
  ])('%j', (env, expected) => {
    const found = proxiesOf(env)?.(AUTO_SCALING, 443)
    if (expected) expect(found).toMatchObject(expected)
    else expect(found).toBeUndefined()
  })

  test.each([
    'socks5://proxy:1080',
    'http://',
    'http://proxy:99999',
    'http://proxy:3128/path',
    'http://user:%zz@proxy',
    'two words'
  ])('is not %p, and the error shows nothing of it', text => {
    const parsing = () => proxiesOf({ HTTPS_PROXY: text })
    expect(parsing).toThrow(ProxyError)
    expect(parsing).toThrow(/^HTTPS_PROXY (is|names|holds) (?!.*(%zz|1080|words))/)
  })
})

describe('NO_PROXY', () => {
  test.each([
    ['*', true],
    [AUTO_SCALING, true],
    ['AutoScaling.EU-west-1.amazonaws.com', true],
    ['amazonaws.com', true],
    ['.amazonaws.com', true],
    ['*.amazonaws.com', true],
    ['localhost, 127.0.0.1 amazonaws.com:443', true],
    ['amazonaws.com:8443', false],
    ['onaws.com', false],
    [`.${AUTO_SCALING}`, false],
    ['*amazonaws.com', false],
    ['10.0.0.0/8,,', false],
    ['', false]
  ])('%p: straight to the host is %p', (noProxy, straight) => {
    for (const name of ['NO_PROXY', 'no_proxy']) {
      const proxyFor = proxiesOf({ HTTPS_PROXY: 'http://proxy:3128', [name]: noProxy })
      expect(proxyFor?.(AUTO_SCALING, 443) === undefined).toBe(straight)
    }
  })
})
