import { expect, test } from '@jest/globals'
import { progressIn } from '../../src/demo/action-log.ts'

test.each([
  ['waiting for 3 instances', 'waiting for 3 instances'],
  ['  \u001b[32mdone\u001b[0m  ', 'done'],
  ['::group::Warm up web', 'Warm up web'],
  ['::notice title=Released,file=a::100%25 of web%0Asecond line', '100% of web'],
  ['bell\u0007 and return\r', 'bell  and return']
])('%j says %j', (line, said) => {
  expect(progressIn(line)).toBe(said)
})

test.each(['', '   ', '::endgroup::', '::debug::secret detail', '::add-mask::abc'])(
  '%j says nothing',
  line => {
    expect(progressIn(line)).toBeUndefined()
  }
)
