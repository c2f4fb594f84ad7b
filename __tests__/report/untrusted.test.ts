import { expect, test } from '@jest/globals'
import { codeLink, link, prose, shortened } from '../../src/report/untrusted.ts'

test.each([
  ['short', 5, 'short'],
  ['longer', 5, 'long…'],
  ['😀😀😀', 3, '😀😀😀'],
  ['😀😀😀😀', 3, '😀😀…'],
  ['', 3, '']
])('%j in %i characters is %j', (text, characters, expected) => {
  expect(shortened(text, characters)).toBe(expected)
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '//evil.example',
  'http://',
  'https://[',
  '',
  ' '
])('%j is no address of a link', url => {
  expect(link('text', url)).toBe('text')
})

test('an address cannot end its link', () => {
  expect(link('x', 'https://a.example/b) [c](d "e" <f>|\\g\nh')).toBe(
    '[x](https://a.example/b%29%20%5Bc%5D%28d%20%22e%22%20%3Cf%3E%7C/gh)'
  )
})

test('code in a link stays code', () => {
  expect(codeLink('a`b', 'https://a.example')).toBe('[``a`b``](https://a.example/)')
})

test.each([
  ['1. one', '1\\. one'],
  ['1.8.0', '1.8.0'],
  ['- item', '\\- item'],
  ['a-b', 'a-b'],
  ['  padded  ', 'padded'],
  ['#1 and # 2', '#<!---->1 and \\# 2'],
  ['fix deadbeef1 now', 'fix deadbe<!---->ef1 now']
])('%j in prose is %j', (text, expected) => {
  expect(prose(text)).toBe(expected)
})
