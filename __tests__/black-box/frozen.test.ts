/**
 * A process that stands still for longer than a request may be on its way (a runner that is suspended, a SIGSTOP), and
 * wakes up: nothing that it does from then on changes anything, whether or not another run has taken over meanwhile.
 *
 *   BLACK_BOX=full npm test -- black-box/frozen     at every change of every command, in every way
 */
import { expect, test } from '@jest/globals'
import { type Line, openLine } from './helpers/line.ts'
import {
  holdingAt,
  holdingLookOfClaim,
  holdingWait,
  isAct,
  type Moment,
  momentsOf
} from './helpers/moments.ts'
import {
  type ActionEnded,
  DEPLOY,
  environment,
  FINALIZE,
  type Place,
  ROLLBACK,
  runAction,
  startAction,
  until
} from './helpers/runs.ts'
import { scenarioAfter } from './helpers/switched.ts'
import { claimStates, endState, onePair, openWorld, splitPair, type TestWorld } from './helpers/world.ts'

type Inputs = Readonly<Record<string, string>>

/** Longer than the window of a request: a signature lives for five minutes, and clocks may differ by one. */
const WINDOW_MS = 400_000
/** Longer than another run needs to wait for the dead one and to do its work. */
const HOUR_MS = 3_600_000
const FULL = process.env.BLACK_BOX === 'full'

/** `request`: stopped with the change on its way; `answer`: with the look behind it not yet read. */
const HOLDS = ['request', 'answer'] as const
/** What the process finds when it wakes: whether its own clock has gone on. */
const CLOCKS = ['jumps', 'stands'] as const
const MEANWHILE = ['nobody', 'another'] as const
type Way = readonly [
  hold: (typeof HOLDS)[number],
  clock: (typeof CLOCKS)[number],
  meanwhile: (typeof MEANWHILE)[number]
]
const WAYS: readonly Way[] = HOLDS.flatMap(hold =>
  CLOCKS.flatMap(clock => MEANWHILE.map(meanwhile => [hold, clock, meanwhile] as const))
)

interface Course {
  readonly name: string
  readonly begin: () => Promise<object>
  readonly inputs: Inputs
  /** The command that takes over, or follows. */
  readonly next: Inputs
  /** Where it is met, unless everything is: the first such operation. */
  readonly met: readonly (readonly [operation: string, ...way: Way])[]
}

const COURSES: readonly Course[] = [
  {
    name: 'deploy',
    begin: async () => onePair(),
    inputs: DEPLOY,
    next: ROLLBACK,
    met: [
      ['ResumeProcesses', 'answer', 'jumps', 'nobody'],
      ['EnterStandby', 'request', 'jumps', 'another'],
      ['EnterStandby', 'answer', 'stands', 'another']
    ]
  },
  {
    name: 'rollback',
    begin: () => scenarioAfter(DEPLOY),
    inputs: ROLLBACK,
    next: ROLLBACK,
    met: [
      ['EnterStandby', 'request', 'stands', 'nobody'],
      ['TerminateInstanceInAutoScalingGroup', 'answer', 'jumps', 'another']
    ]
  },
  {
    name: 'finalize',
    begin: () => scenarioAfter(DEPLOY),
    inputs: FINALIZE,
    next: FINALIZE,
    met: [['TerminateInstanceInAutoScalingGroup', 'request', 'jumps', 'another']]
  },
  {
    name: 'deploy by weights',
    begin: async () => splitPair(),
    inputs: DEPLOY,
    next: DEPLOY,
    met: [['ModifyListener', 'answer', 'stands', 'nobody']]
  }
]

interface Case {
  readonly title: string
  readonly course: Course
  readonly scenario: object
  readonly moment: Moment
  readonly way: Way
  readonly end: unknown
}

/** What people and load balancers see. */
const pictureOf = async (world: TestWorld): Promise<unknown> =>
  endState(await world.state()).map(({ tags: _, ...group }) => group)

async function casesOf(course: Course): Promise<readonly Case[]> {
  const scenario = await course.begin()
  await using world = await openWorld(scenario)
  const first = await runAction(environment(world), course.inputs)
  if (first.code !== 0) throw new Error(`${course.name} ended with ${first.code}: ${first.stdout}`)
  const moments = momentsOf(await world.calls())
  if (course.next !== course.inputs) await runAction(environment(world), course.next)
  const end = await pictureOf(world)
  const met = FULL
    ? moments.flatMap(moment => WAYS.map(way => ({ moment, way })))
    : course.met.flatMap(([operation, ...way]) => {
        const moment = moments.find(each => each.operation === operation)
        return moment ? [{ moment, way }] : []
      })
  if (met.length === 0) throw new Error(`${course.name} is met nowhere`)
  return met
    .filter(({ moment, way: [hold] }) => hold === 'request' || moment.reads > 0)
    .map(({ moment, way }) => ({
      course,
      scenario,
      moment,
      way,
      end,
      title: `${course.name}, ${way[0]} of change ${moment.changes} (${moment.operation}), the clock ${way[1]}, ${way[2]} at work`
    }))
}

const cases: Case[] = []
for (const course of COURSES) cases.push(...(await casesOf(course)))

const environmentOf = (place: Place, id: number) => environment(place, { GITHUB_RUN_ID: `${id}` })

const actsOf = async (world: TestWorld, id: number) =>
  (await world.calls()).filter(call => call.userAgent.includes(`run/${id}-1`) && call.ok && isAct(call))

/** Another run begins while the first one stands still. @returns its end, and when the first one would wake by itself */
async function takesOver(world: TestWorld, line: Line, inputs: Inputs) {
  // Alone on the clock, who stands still would sleep through the hour before the other one has joined.
  const letGo = await world.holdTime()
  const over = await line.frozen(HOUR_MS)
  const { ended } = startAction(environmentOf(world, 102), inputs)
  await until('the first call of the other run', async () =>
    (await world.calls()).find(({ userAgent }) => userAgent.includes('run/102-1'))
  )
  letGo()
  return { ended, over }
}

/** A deploy that had not begun leaves a rollback nothing to do. */
const isWell = ({ code, outputs }: ActionEnded): boolean =>
  code === 0 || outputs['error-code'] === 'BGR-NOTHING-TO-ROLL-BACK'

const isPast = (world: TestWorld, time: string) =>
  until('the end of the time', async () => (await world.state()).now >= time || undefined)

test.concurrent.each(cases)('frozen: $title', async ({ course, scenario, moment, way, end }) => {
  const [hold, clock, meanwhile] = way
  await using world = await openWorld(scenario)
  await using line = await openLine(world, holdingAt(moment, hold))
  const patient = { ...course.inputs, timeout: '120' }
  using run = startAction(environmentOf(line, 101), patient)
  const isMet = await Promise.race([line.held.then(() => true), run.ended.then(() => false)])
  // Runs differ by a few looks, and of all moments some are not met.
  expect(isMet || FULL).toBe(true)
  if (!isMet) return
  run.signal('SIGSTOP')
  if (meanwhile === 'another') {
    const other = await takesOver(world, line, course.next)
    expect(isWell(await other.ended)).toBe(true)
    await isPast(world, other.over)
  } else await isPast(world, await line.frozen(WINDOW_MS))

  const before = await actsOf(world, 101)
  await line.thawed(clock)
  run.signal('SIGCONT')
  const woken = await run.ended
  expect(await actsOf(world, 101)).toEqual(before)
  // Of a machine whose clock has stopped AWS refuses the reads too.
  const code = expect.stringMatching(clock === 'jumps' ? /^BGR-FENCED$/ : /^BGR-(?:FENCED|CREDENTIALS)$/)
  expect(woken).toMatchObject({ code: 1, outputs: { outcome: 'failed', 'error-code': code } })

  if (meanwhile === 'nobody')
    expect(isWell(await runAction(environmentOf(world, 102), course.next))).toBe(true)
  expect(await pictureOf(world)).toEqual(end)
})

test.concurrent.each([
  { at: 'while it claims', holds: holdingLookOfClaim, changed: 'false', code: 'BGR-CLAIMED' },
  { at: 'while it waits', holds: () => holdingWait(2), changed: 'true', code: 'BGR-FENCED' }
])('frozen $at, woken beside the run that has taken over', async ({ holds, changed, code }) => {
  await using world = await openWorld()
  await using line = await openLine(world, holds())
  using run = startAction(environmentOf(line, 101), DEPLOY)
  await Promise.race([line.held, run.ended])
  run.signal('SIGSTOP')
  const other = await takesOver(world, line, DEPLOY)
  await until('a change of the other run', async () => (await actsOf(world, 102))[0])

  const before = await actsOf(world, 101)
  await line.thawed('jumps')
  run.signal('SIGCONT')
  const [woken, ended] = await Promise.all([run.ended, other.ended])
  expect(await actsOf(world, 101)).toEqual(before)
  expect(woken).toMatchObject({ code: 1, outputs: { changed, 'error-code': code } })
  expect(ended).toMatchObject({ code: 0, outputs: { 'live-version': '2.0.0' } })
  expect(claimStates(await world.group('web-blue'))).not.toContain('held')
})
