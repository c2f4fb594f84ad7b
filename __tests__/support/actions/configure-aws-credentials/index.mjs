/**
 * As the real action with OIDC: the job's own ID token is shown to STS, which holds its `sub` against the trust of the role.
 * STAND_IN_TRUST: JSON, lists of subjects by ARN. STAND_IN_ENDPOINTS: JSON, addresses of twins by region.
 */
import { appendFileSync } from 'node:fs'

const { env } = process
const fail = message => {
  process.stdout.write(`::error::${message}\n`)
  process.exit(1)
}
const url = env.ACTIONS_ID_TOKEN_REQUEST_URL
if (!url) fail('Credentials could not be loaded. Did you mean to set the `id-token` permission?')
const asked = await fetch(`${url}&audience=sts.amazonaws.com`, {
  headers: { authorization: `Bearer ${env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` }
})
if (!asked.ok) fail(`The ID token was refused: ${asked.status}`)
const { value } = await asked.json()
const { sub } = JSON.parse(Buffer.from(value.split('.')[1], 'base64url').toString())
const role = env['INPUT_ROLE-TO-ASSUME'] ?? ''
const region = env['INPUT_AWS-REGION'] ?? ''
const trusted = JSON.parse(env.STAND_IN_TRUST ?? '{}')[role] ?? []
if (!trusted.includes(sub))
  fail(`Not authorized to perform sts:AssumeRoleWithWebIdentity: ${role} does not trust ${sub}`)
const endpoint = JSON.parse(env.STAND_IN_ENDPOINTS ?? '{}')[region]
if (!endpoint) fail(`There is no region ${region}`)
const set = {
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'BGRELEASETWIN0000000',
  AWS_SECRET_ACCESS_KEY: 'twin',
  AWS_ENDPOINT_URL: endpoint,
  BG_RELEASE_TWIN: 'true'
}
for (const [name, text] of Object.entries(set)) appendFileSync(env.GITHUB_ENV, `${name}=${text}\n`)
