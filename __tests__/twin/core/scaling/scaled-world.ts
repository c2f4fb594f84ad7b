import { QUEUE, watchedWorld } from '../cloudwatch/watched-world.ts'

export const BLUE = { AutoScalingGroupName: 'web-blue' }

/** A watched world whose web-blue has a policy `p` that the alarm `deep` (Queue over 10) runs; the cooldown is 300 s. */
export function scaledWorld(policy: object, blue: object = {}, alarm: object = {}) {
  const world = watchedWorld({ min: 1, max: 9, ...blue })
  const put = (name: string, input: object) => {
    const arn = world.ok('PutScalingPolicy', { ...BLUE, PolicyName: name, ...input }).PolicyARN
    if (typeof arn !== 'string') throw new Error('no ARN')
    return arn
  }
  const arn = put('p', policy)
  world.ok('PutMetricAlarm', { AlarmName: 'deep', ...QUEUE, AlarmActions: [arn], ...alarm }, 'monitoring')
  return {
    ...world,
    arn,
    putPolicy: put,
    desired: () => world.group('web-blue').desired,
    cpu: (value: number | null, group = 'web-blue') => {
      world.twin.act({
        type: 'metric',
        namespace: 'AWS/EC2',
        name: 'CPUUtilization',
        dimensions: { AutoScalingGroupName: group },
        value
      })
    }
  }
}
