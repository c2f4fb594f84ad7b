import { expect, test } from '@jest/globals'
import { issueKeys, withoutKeys } from '../../src/github/issue-keys.ts'

test.each<[string, string, readonly string[] | undefined, readonly string[]]>([
  ['[SHOP-12] totals', 'main', undefined, ['SHOP-12']],
  ['SHOP-12: totals, see PAY_X-7', '', undefined, ['SHOP-12', 'PAY_X-7']],
  ['totals', 'feature/SHOP-12-totals', undefined, ['SHOP-12']],
  ['totals', 'feature/shop-12-totals', undefined, []],
  ['totals', 'feature/shop-12-totals', ['SHOP'], ['SHOP-12']],
  ['SHOP-12 and PAY-1', 'SHOP-12', ['SHOP'], ['SHOP-12']],
  ['UTF-8, SHA-256, CVE-2024-1234, ISO-8601', 'fix/utf-8', undefined, []],
  ['S-1 shop-12 XSHOP-12a SHOP-012 SHOP-1.5', '', undefined, []],
  ['A'.repeat(60_000), 'B'.repeat(60_000), undefined, []]
])('%.40j on %.40j', (title, branch, projects, keys) => {
  expect(issueKeys(title, branch, projects)).toEqual(keys)
})

test('a text without its keys', () => {
  expect(withoutKeys('SHOP-12: names in UTF-8')).toBe(': names in UTF-8')
})
