import { expect, test } from '@jest/globals'
import { conventional, sentence } from '../../../src/report/notes/title.ts'

test.each([
  ['feat(cart): keep items for a week', 'Keep items for a week.'],
  ['fix!: reject empty baskets (#123)', 'Reject empty baskets.'],
  ['Fix: [SHOP-12] totals with two currencies', 'Totals with two currencies.'],
  ['SHOP-12: Totals with two currencies', 'Totals with two currencies.'],
  ['Refund by card (SHOP-9, PAY-77)', 'Refund by card.'],
  ['Round prices, closes #12', 'Round prices.'],
  ['Round prices (fixes acme/api#12)', 'Round prices.'],
  ['Dark mode, thanks to @octocat', 'Dark mode.'],
  ['Dark mode by @acme/design', 'Dark mode.'],
  ['Search is faster!', 'Search is faster!'],
  ['iOS: swipe to delete', 'iOS: swipe to delete.'],
  ['API: page through orders', 'API: page through orders.'],
  ['Names in UTF-8 again', 'Names in UTF-8 again.'],
  ['Broken since 3f2a91c4, see https://wiki.acme.dev/x', 'Broken since.'],
  [':sparkles: new start page', 'New start page.'],
  ['  -- spaces   everywhere -- ', 'Spaces everywhere.'],
  ['été: les prix', 'Été: les prix.']
])('%j reads %j', (title, expected) => {
  expect(sentence(title)).toBe(expected)
})

test.each(['', 'SHOP-12', '#4', 'feat: (#4)', '@alice', '…'])('of %j nothing is left', title => {
  expect(sentence(title)).toBeUndefined()
})

test.each([
  ['feat(cart)!: keep items', { type: 'feat', breaking: true, description: 'keep items' }],
  ['build(deps-dev): bump x', { type: 'deps', breaking: false, description: 'bump x' }],
  ['Fix:   two', { type: 'fix', breaking: false, description: 'two' }]
])('%j is conventional', (title, expected) => {
  expect(conventional(title)).toEqual(expected)
})

test.each(['fix things: now', 'http://example.com', 'fix:no space', ''])('%j is not conventional', title => {
  expect(conventional(title)).toBeUndefined()
})
