import { publish } from './publish.ts'

export const notification = { reads: {}, writes: { Publish: publish } }
