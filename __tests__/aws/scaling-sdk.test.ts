/** What scales a group, read and written by the real SDK clients: nothing is lost or changed on the wire. */
import { expect, test } from '@jest/globals'
import { createFleet } from '../../src/aws/fleet.ts'
import { createSdkTransport } from '../../src/aws/sdk-transport.ts'
import type { Attached } from '../../src/release/attached.ts'
import { equalSettings } from '../../src/release/scaling/equal.ts'
import { mirror } from '../../src/release/scaling/mirror.ts'
import { removeAttached } from '../../src/release/scaling/remove.ts'
import { differences } from '../../src/release/scaling/same.ts'
import { TWIN_ACCESS_KEY_ID, TWIN_SECRET_ACCESS_KEY } from '../../src/twin/doors/credentials.ts'
import { roleSet } from '../support/attachments.ts'
import { group } from '../support/observation.ts'
import { everyKind } from '../support/scaled-pair.ts'
import { START } from '../support/simulation.ts'
import { inProcess } from '../twin/doors/in-process.ts'

test('a set that is copied and removed by SDK clients', async () => {
  const direct = everyKind()
  const twin = inProcess(direct.world())
  const { send, close } = createSdkTransport({
    region: 'eu-west-1',
    clock: { now: Date.now, sleep: async () => undefined },
    userAgent: [],
    credentials: { accessKeyId: TWIN_ACCESS_KEY_ID, secretAccessKey: TWIN_SECRET_ACCESS_KEY },
    requestHandler: twin.config.requestHandler
  })
  const fleet = createFleet(send)
  const look = async (name: string) => {
    const attached = (await fleet.attached([name])).get(name)
    if (!attached) throw new Error(`nothing about ${name}`)
    return { group: group(name), attached }
  }
  const blue = await look('web-blue')
  expect(strip(blue.attached)).toEqual(strip((await direct.fleet.attached(['web-blue'])).get('web-blue')))

  const alarmTags = await fleet.alarmTags([...blue.attached.alarms.map(({ arn }) => arn), 'arn:none'])
  const wish = { differing: 'replaced', takenAlarms: [], alarmTags } as const
  const kinds: string[] = []
  for (;;) {
    const step = mirror(blue, await look('web-green'), START, wish)
    if (step?.kind !== 'change') break
    kinds.push(step.change.kind)
    await fleet.apply(step.change, Date.now())
  }
  expect(kinds).toHaveLength(9)
  expect(differences(blue, await look('web-green'), START)).toEqual({ lacking: [], surplus: [] })
  expect(roleSet(twin.living.world(), 'web-green')).toEqual(roleSet(direct.world(), 'web-blue'))

  for (;;) {
    const step = removeAttached(await look('web-green'))
    if (step?.kind !== 'change') break
    await fleet.apply(step.change, Date.now())
  }
  expect(roleSet(twin.living.world(), 'web-green')).toEqual([])
  expect(roleSet(twin.living.world(), 'web-blue')).toEqual(roleSet(direct.world(), 'web-blue'))
  expect(await fleet.alarmNames(['errors', 'none'])).toEqual(['errors'])
  expect(
    (await fleet.metricAlarms()).some(
      ({ name, settings }) =>
        name === 'low' &&
        equalSettings(settings, blue.attached.alarms.find(each => each.name === 'low')?.settings ?? {})
    )
  ).toBe(true)
  close()
})

/** The SDK makes objects of its own classes. */
const strip = (attached: Attached | undefined): unknown => JSON.parse(JSON.stringify(attached))
