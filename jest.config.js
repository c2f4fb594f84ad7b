export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  // Jest strips the types itself (30.5 on Node >= 22.13), so no transformer stands between a test and the code.
  transform: {},
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  testTimeout: 30_000,
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts']
}
