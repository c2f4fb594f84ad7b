import { expect, test } from '@jest/globals'
import { createFleet } from '../../src/aws/fleet.ts'

const answering = (answer: Readonly<Record<string, unknown>>) => createFleet(async () => answer)

test('lifecycle hooks', async () => {
  const hook = {
    LifecycleHookName: 'drain',
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    HeartbeatTimeout: 3600
  }
  expect(await answering({ LifecycleHooks: [hook] }).lifecycleHooks('web-blue')).toEqual([
    { name: 'drain', transition: 'autoscaling:EC2_INSTANCE_TERMINATING', heartbeatSeconds: 3600 }
  ])
  await expect(answering({}).lifecycleHooks('web-blue')).rejects.toThrow(/LifecycleHooks is no list/)
})

test('attributes of a target group', async () => {
  const Attributes = [
    { Key: 'deregistration_delay.timeout_seconds', Value: '300' },
    { Key: 'stickiness.app_cookie.cookie_name', Value: '' }
  ]
  expect(await answering({ Attributes }).targetGroupAttributes('arn')).toEqual(
    new Map([
      ['deregistration_delay.timeout_seconds', '300'],
      ['stickiness.app_cookie.cookie_name', '']
    ])
  )
  await expect(answering({ Attributes: [{}] }).targetGroupAttributes('arn')).rejects.toThrow(/Key is no text/)
})
