/** What tests import from `@jest/globals`: the same functions, in this process. */
export { expect } from 'expect'
export { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } from 'jest-circus'
