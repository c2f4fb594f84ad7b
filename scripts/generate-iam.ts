/**
 * Writes the policies of examples/iam, or, with values of your own, into a folder of your own:
 *
 *   node scripts/generate-iam.ts [--check]
 *   node scripts/generate-iam.ts --out FOLDER --region eu-west-1 --account 111122223333 --services web,api
 *     --load-balancer web --alarms 'web-*' --repository acme/web --ids 1234567/7654321
 *
 * With --check it only says whether examples/iam is current.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { EXAMPLE, iamFiles } from './iam/files.ts'

const text = { type: 'string' } as const
const { values } = parseArgs({
  options: {
    check: { type: 'boolean' },
    out: text,
    region: text,
    account: text,
    services: text,
    'load-balancer': text,
    alarms: text,
    repository: text,
    ids: text
  }
})
const [owner = EXAMPLE.owner, name = EXAMPLE.name] = values.repository?.split('/') ?? []
const [ownerId = EXAMPLE.ownerId, nameId = EXAMPLE.nameId] = values.ids?.split('/') ?? []
const folder = values.out ?? join(import.meta.dirname, '../examples/iam')
const files = iamFiles({
  region: values.region ?? EXAMPLE.region,
  account: values.account ?? EXAMPLE.account,
  services: values.services?.split(',') ?? EXAMPLE.services,
  loadBalancer: values['load-balancer'] ?? EXAMPLE.loadBalancer,
  alarms: values.alarms ?? EXAMPLE.alarms,
  owner,
  name,
  ownerId,
  nameId
})

if (!values.check) mkdirSync(folder, { recursive: true })
for (const [file, content] of files) {
  const path = join(folder, file)
  if (!values.check) writeFileSync(path, content)
  else if (readFileSync(path, 'utf8') !== content) {
    console.error(`${path} is not current. Run node scripts/generate-iam.ts.`)
    process.exitCode = 1
  }
}
