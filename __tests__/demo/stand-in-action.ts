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
  readonly targetGroups: readonly {
    readonly name: string
    readonly arn: string
    readonly targets: readonly { id: string; state: string }[]
  }[]
  readonly loadBalancers: readonly {
    readonly name: string
    readonly listeners: readonly {
      readonly arn: string
      readonly rules: readonly { readonly forwards: readonly { readonly targetGroup: string }[] }[]
    }[]
  }[]
}

const endpoint = process.env.AWS_ENDPOINT_URL ?? ''

async function state(): Promise<State> {
  return (await (await fetch(`${endpoint}/_twin/state`)).json()) as State
}

const VERSIONS = { autoscaling: '2011-01-01', elasticloadbalancing: '2015-12-01' }

async function call(
  action: string,
  parameters: Record<string, string | number>,
  service: keyof typeof VERSIONS = 'autoscaling'
): Promise<void> {
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')
  const scope = `${process.env.AWS_ACCESS_KEY_ID}/${date.slice(0, 8)}/eu-west-1/${service}/aws4_request`
  const response = await fetch(`${endpoint}/`, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      'content-type': 'application/x-www-form-urlencoded',
      'x-amz-date': date
    },
    body: new URLSearchParams({ Action: action, Version: VERSIONS[service], ...strings(parameters) })
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

const listenerOf = (seen: State, service: string) =>
  seen.loadBalancers.find(({ name }) => name === service)?.listeners[0]

const isSplit = (seen: State, service: string) =>
  (listenerOf(seen, service)?.rules[0]?.forwards.length ?? 0) > 1

async function weigh(service: string, weights: Record<'blue' | 'green', number>): Promise<void> {
  const seen = await state()
  const tuples = Object.entries(weights).flatMap(([colour, weight], at) => {
    const prefix = `DefaultActions.member.1.ForwardConfig.TargetGroups.member.${at + 1}`
    const arn = seen.targetGroups.find(({ name }) => name === `${service}-${colour}`)?.arn ?? ''
    return [
      [`${prefix}.TargetGroupArn`, arn],
      [`${prefix}.Weight`, weight]
    ] as const
  })
  const listener = listenerOf(seen, service)?.arn ?? ''
  const action = { 'DefaultActions.member.1.Type': 'forward', ...Object.fromEntries(tuples) }
  await call('ModifyListener', { ListenerArn: listener, ...action }, 'elasticloadbalancing')
}

async function deploy(service: string, split: boolean): Promise<void> {
  const [blue, green] = [`${service}-blue`, `${service}-green`]
  await call('CreateOrUpdateTags', {
    'Tags.member.1.ResourceId': green,
    'Tags.member.1.ResourceType': 'auto-scaling-group',
    'Tags.member.1.Key': 'docker:image:version',
    'Tags.member.1.Value': process.env['INPUT_IMAGE-VERSION'] ?? '',
    'Tags.member.1.PropagateAtLaunch': 'true'
  })
  await resize(green, { MinSize: 2, DesiredCapacity: 3 })
  await until(`${green} is healthy`, seen => healthyIn(seen, green) === 3)
  if (split) return await weigh(service, { blue: 0, green: 100 })
  await resize(blue, { MinSize: 0 })
  const ids = instancesOf(await state(), blue).map(({ id }) => id)
  await call('EnterStandby', {
    AutoScalingGroupName: blue,
    ShouldDecrementDesiredCapacity: 'true',
    ...members(ids)
  })
  await until(`${blue} stands by`, seen =>
    instancesOf(seen, blue).every(({ lifecycle }) => lifecycle === 'Standby')
  )
}

async function rollback(service: string, split: boolean): Promise<void> {
  const [blue, green] = [`${service}-blue`, `${service}-green`]
  if (split) await weigh(service, { blue: 100, green: 0 })
  else {
    const ids = instancesOf(await state(), blue).map(({ id }) => id)
    await call('ExitStandby', { AutoScalingGroupName: blue, ...members(ids) })
    await until(`${blue} is healthy`, seen => healthyIn(seen, blue) === 3)
    await resize(blue, { MinSize: 2 })
  }
  await resize(green, { MinSize: 0, DesiredCapacity: 0 })
  await until(`${green} is empty`, seen => instancesOf(seen, green).length === 0)
}

async function finalize(service: string, split: boolean): Promise<void> {
  const blue = `${service}-blue`
  if (split) await resize(blue, { MinSize: 0, DesiredCapacity: 0 })
  else {
    for (const { id } of instancesOf(await state(), blue)) {
      await call('TerminateInstanceInAutoScalingGroup', {
        InstanceId: id,
        ShouldDecrementDesiredCapacity: 'false'
      })
    }
  }
  await until(`${blue} is empty`, seen => instancesOf(seen, blue).length === 0)
}

const COMMANDS = { deploy, rollback, finalize }
const command = process.env.INPUT_COMMAND as keyof typeof COMMANDS
const beginning = await state()
const services = beginning.loadBalancers.map(({ name }) => name)
await Promise.all(services.map(service => COMMANDS[command](service, isSplit(beginning, service))))
appendFileSync(process.env.GITHUB_STEP_SUMMARY ?? '', `# ${command}\n`)
