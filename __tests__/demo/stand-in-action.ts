/**
 * Stands in for the action's bundle: the same steps on the twin's HTTP door, without any of the action's care. It reads
 * the twin's state as a person would and takes the first thing for granted that the real one would check.
 */
import { appendFileSync } from 'node:fs'

interface State {
  readonly groups: readonly {
    readonly name: string
    readonly instances: readonly { id: string; lifecycle: string }[]
  }[]
  readonly targetGroups: readonly { readonly targets: readonly { id: string; state: string }[] }[]
}

const endpoint = process.env.AWS_ENDPOINT_URL ?? ''

async function state(): Promise<State> {
  return (await (await fetch(`${endpoint}/_twin/state`)).json()) as State
}

async function call(action: string, parameters: Record<string, string | number>): Promise<void> {
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')
  const scope = `${process.env.AWS_ACCESS_KEY_ID}/${date.slice(0, 8)}/eu-west-1/autoscaling/aws4_request`
  const response = await fetch(`${endpoint}/`, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      'content-type': 'application/x-www-form-urlencoded',
      'x-amz-date': date
    },
    body: new URLSearchParams({ Action: action, Version: '2011-01-01', ...strings(parameters) })
  })
  if (!response.ok) throw new Error(`${action}: ${response.status} ${await response.text()}`)
}

const strings = (values: Record<string, string | number>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]))

async function until(what: string, done: (seen: State) => boolean): Promise<void> {
  process.stdout.write(`waiting until ${what}\n`)
  while (!done(await state())) await new Promise(resolve => setTimeout(resolve, 20))
}

const instancesOf = (seen: State, group: string) =>
  seen.groups.find(({ name }) => name === group)?.instances ?? []

function healthyIn(seen: State, group: string): number {
  const healthy = seen.targetGroups.flatMap(({ targets }) =>
    targets.filter(({ state: shown }) => shown === 'healthy')
  )
  const ids = new Set(healthy.map(({ id }) => id))
  return instancesOf(seen, group).filter(({ id }) => ids.has(id)).length
}

const members = (ids: readonly string[]) =>
  Object.fromEntries(ids.map((id, at) => [`InstanceIds.member.${at + 1}`, id]))

const resize = (group: string, sizes: Record<string, number>) =>
  call('UpdateAutoScalingGroup', { AutoScalingGroupName: group, ...sizes })

async function deploy(version: string): Promise<void> {
  await call('CreateOrUpdateTags', {
    'Tags.member.1.ResourceId': 'web-green',
    'Tags.member.1.ResourceType': 'auto-scaling-group',
    'Tags.member.1.Key': 'docker:image:version',
    'Tags.member.1.Value': version,
    'Tags.member.1.PropagateAtLaunch': 'true'
  })
  await resize('web-green', { MinSize: 2, DesiredCapacity: 3 })
  await until('green is healthy', seen => healthyIn(seen, 'web-green') === 3)
  await resize('web-blue', { MinSize: 0 })
  const ids = instancesOf(await state(), 'web-blue').map(({ id }) => id)
  await call('EnterStandby', {
    AutoScalingGroupName: 'web-blue',
    ShouldDecrementDesiredCapacity: 'true',
    ...members(ids)
  })
  await until('blue stands by', seen =>
    instancesOf(seen, 'web-blue').every(({ lifecycle }) => lifecycle === 'Standby')
  )
}

async function rollback(): Promise<void> {
  const ids = instancesOf(await state(), 'web-blue').map(({ id }) => id)
  await call('ExitStandby', { AutoScalingGroupName: 'web-blue', ...members(ids) })
  await until('blue is healthy', seen => healthyIn(seen, 'web-blue') === 3)
  await resize('web-blue', { MinSize: 2 })
  await resize('web-green', { MinSize: 0, DesiredCapacity: 0 })
  await until('green is empty', seen => instancesOf(seen, 'web-green').length === 0)
}

async function finalize(): Promise<void> {
  for (const { id } of instancesOf(await state(), 'web-blue')) {
    await call('TerminateInstanceInAutoScalingGroup', {
      InstanceId: id,
      ShouldDecrementDesiredCapacity: 'false'
    })
  }
  await until('blue is empty', seen => instancesOf(seen, 'web-blue').length === 0)
}

const command = process.env.INPUT_COMMAND
if (command === 'deploy') await deploy(process.env['INPUT_IMAGE-VERSION'] ?? '')
else if (command === 'rollback') await rollback()
else await finalize()
appendFileSync(process.env.GITHUB_STEP_SUMMARY ?? '', `# ${command}\n`)
