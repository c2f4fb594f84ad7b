export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  // Jest strips the types itself (30.5 on Node >= 22.13), so no transformer stands between a test and the code.
  transform: {},
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  testTimeout: 30_000,
  // Jest leaves one core free, which is half of a small machine.
  maxWorkers: '100%',
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts']
}
