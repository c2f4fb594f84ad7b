/**
 * Runs that are killed or stopped at calls that dice choose, and what the next run makes of it.
 *
 *   npm run kills                                                         200 of each signal
 *   KILLS=200 KILLS_SEED=7 npm test -- black-box/kills -t 'SIGINT 31 '    one of another two hundred
 */
import { afterAll, expect, test } from '@jest/globals'
import { nextUint32 } from '../../src/twin/core/random.ts'
import { type Signalled, signalAt, signalNear } from './helpers/kill.ts'
import { DEPLOY, environment, FINALIZE, ROLLBACK, runAction } from './helpers/runs.ts'
import { switchedScenario } from './helpers/switched.ts'
import { claimStates, endState, onePair, openWorld, type TestWorld } from './helpers/world.ts'

const KILLS = Number(process.env.KILLS ?? (process.env.BLACK_BOX === 'full' ? 20 : 0))
const SEED = Number(process.env.KILLS_SEED ?? 1)
/** The runner kills 7.5 s after its first signal. */
const WITHIN_MS = 5_000

type Inputs = Readonly<Record<string, string>>

/** A command, where it begins, and which command comes after it. */
interface Course {
  readonly name: string
  readonly inputs: Inputs
  readonly scenario: object
  readonly next: Inputs
}

interface Undisturbed {
  readonly calls: number
  readonly picture: unknown
}

interface Plan {
  readonly course: Course & Undisturbed
  readonly signal: 'SIGKILL' | 'SIGINT'
  readonly how: (typeof WAYS)[number]
  readonly call: number
}

/** `hang`: with the call on its way and never arriving; `hang-after`: before its answer came; `near`: whenever. */
const WAYS = ['hang', 'hang-after', 'near'] as const

const switched = KILLS > 0 ? await switchedScenario() : {}
const COURSES: readonly Course[] = [
  { name: 'deploy then deploy', inputs: DEPLOY, scenario: onePair(), next: DEPLOY },
  { name: 'deploy then rollback', inputs: DEPLOY, scenario: onePair(), next: ROLLBACK },
  { name: 'rollback then rollback', inputs: ROLLBACK, scenario: switched, next: ROLLBACK },
  { name: 'finalize then finalize', inputs: FINALIZE, scenario: switched, next: FINALIZE }
]

/** What people and load balancers see; a rollback leaves its own notes. */
async function pictureOf(world: TestWorld): Promise<unknown> {
  return endState(await world.state()).map(({ tags: _, ...group }) => group)
}

async function undisturbed({ scenario, inputs, next }: Course): Promise<Undisturbed> {
  await using world = await openWorld(scenario)
  const { code, stdout } = await runAction(environment(world), inputs)
  if (code !== 0) throw new Error(`the undisturbed run ended with ${code}: ${stdout}`)
  const calls = (await world.calls()).length
  if (next !== inputs) await runAction(environment(world), next)
  return { calls, picture: await pictureOf(world) }
}

async function plans(): Promise<readonly Plan[]> {
  if (KILLS === 0) return []
  const courses: (Course & Undisturbed)[] = []
  for (const course of COURSES) courses.push({ ...course, ...(await undisturbed(course)) })
  const dice = { random: SEED }
  const one = <T>(all: readonly T[]): T => {
    const [chosen] = all.slice(nextUint32(dice) % all.length)
    if (chosen === undefined) throw new Error('nothing to choose from')
    return chosen
  }
  return (['SIGKILL', 'SIGINT'] as const).flatMap(signal =>
    Array.from({ length: KILLS }, () => {
      const course = one(courses)
      const how = one(WAYS)
      // Runs differ by a few calls, and so do equal shares of them.
      return { course, signal, how, call: Math.floor((nextUint32(dice) / 2 ** 32) * course.calls) }
    })
  )
}

const counts = new Map<string, number>()
let longestMs = 0
let went = 0
const began = performance.now()

afterAll(() => {
  if (KILLS === 0) return
  const lines = [...counts].map(([what, n]) => `  ${n} ${what}`).sort()
  const seconds = Math.round((performance.now() - began) / 1000)
  process.stdout.write(
    `${went} of ${2 * KILLS} runs that were killed or stopped were followed by one that ended clean; ` +
      `seed ${SEED}, ${seconds} s, slowest end after SIGINT ${Math.round(longestMs)} ms\n${lines.join('\n')}\n`
  )
})

const disturbed = (world: TestWorld, { course, how, call, signal }: Plan): Promise<Signalled> =>
  how === 'near'
    ? signalNear(world, course.inputs, call + 1, signal)
    : signalAt(world, course.inputs, { kind: how, after: call }, signal)

async function verify(plan: Plan): Promise<void> {
  const { course, signal } = plan
  await using world = await openWorld(course.scenario)
  const first = await disturbed(world, plan)
  if (first.struck && signal === 'SIGKILL') expect(first.code).toBeUndefined()
  if (first.struck && signal === 'SIGINT') {
    longestMs = Math.max(longestMs, first.stoppedWithinMs)
    expect(first.code).toBe(130)
    expect(first.stoppedWithinMs).toBeLessThan(WITHIN_MS)
    expect(claimStates(await world.group('web-blue'))).not.toContain('held')
  }
  const next = await runAction(environment(world), course.next)
  // A deploy that had not begun leaves a rollback nothing to do.
  const refused = next.outputs['error-code'] === 'BGR-NOTHING-TO-ROLL-BACK'
  if (!refused || course.next !== ROLLBACK) expect(next).toMatchObject({ code: 0, stderr: '' })
  expect(await pictureOf(world)).toEqual(course.picture)
  // What has nothing to do claims nothing, and leaves the claims of others alone, dead or not.
  if (next.outputs.changed === 'true') {
    const left = claimStates(await world.group('web-blue'))
    expect(left.filter(state => state === 'held' || state === 'asking')).toEqual([])
  }
  const what = `${signal} in ${course.name}: ${first.struck ? 'struck' : 'over before'}`
  counts.set(what, (counts.get(what) ?? 0) + 1)
  went += 1
}

const named = (await plans()).map((plan, i) => ({
  ...plan,
  name: `${plan.signal} ${(i % KILLS) + 1} (${plan.course.name}, ${plan.how} call ${plan.call})`
}))

if (named.length > 0) test.concurrent.each(named)('$name: the next run ends clean', verify)
else test.skip('killed and stopped at calls that dice choose', () => expect(KILLS).toBeGreaterThan(0))
