import { styleText } from 'node:util'
import type { GroupSight, Standing } from './fleet-sight.ts'
import { versionsOf } from './fleet-sight.ts'

/** What the screen shows at one moment. */
export interface Snapshot {
  /** Real ms since the demo began. */
  readonly elapsedMs: number
  readonly speed: number
  /** What goes on: a step's title, or what the traffic does between the steps. */
  readonly stage: string
  /** Real ms since the stage began. */
  readonly stageMs: number
  readonly groups: readonly GroupSight[]
  /** Answers of the last second, by service and version. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly requests: number
  readonly lost: number
  /** The latest line of the running action; untrusted, without control characters. */
  readonly progress: string
}

type Paint = (format: Parameters<typeof styleText>[0], text: string) => string

/** @returns a function that colours, or leaves the text alone. */
export function painter(colour: boolean): Paint {
  return (format, text) => (colour ? styleText(format, text, { validateStream: false }) : text)
}

const GLYPHS: Readonly<
  Record<
    Standing,
    { readonly glyph: string; readonly colour: 'green' | 'yellow' | 'magenta' | 'gray' | 'red' }
  >
> = {
  healthy: { glyph: '█', colour: 'green' },
  warming: { glyph: '▒', colour: 'yellow' },
  draining: { glyph: '▄', colour: 'magenta' },
  standby: { glyph: '░', colour: 'gray' },
  leaving: { glyph: '·', colour: 'red' }
}

/** The live block: always as many lines, each at most `columns` wide. */
export function screenLines(snapshot: Snapshot, columns: number, paint: Paint): readonly string[] {
  const { stage, stageMs, speed, requests, lost, progress } = snapshot
  const answers = [...snapshot.answers]
  const perSecond = answers.reduce((sum, [, byVersion]) => sum + total(byVersion), 0)
  const longest = Math.max(10, ...snapshot.groups.map(({ name }) => name.length))
  const lostText = `${count(lost)} lost`
  const facts = `  ${count(requests)} requests   ${perSecond}/s   `
  return [
    paint(
      'bold',
      clip(`bg-release demo   ${stage}   ${seconds(stageMs)} s   (time runs ${speed}x)`, columns)
    ),
    ...snapshot.groups.map(group => groupLine(group, longest, columns, paint)),
    ...answers.map(([service, byVersion]) => {
      const whose = answers.length > 1 ? `${service.padEnd(longest)}   ` : ''
      return clip(`  serving now   ${whose}${shares(byVersion)}`, columns)
    }),
    columns < facts.length + lostText.length
      ? clip(facts, columns)
      : facts + paint(lost > 0 ? 'red' : 'green', lostText),
    paint('dim', clip(progress === '' ? '' : `  > ${progress}`, columns))
  ]
}

/** @param longest width of the names. */
function groupLine(group: GroupSight, longest: number, columns: number, paint: Paint): string {
  const head = `  ${group.name.padEnd(longest)} ${versionsOf(group).padEnd(13)} `
  const bar = group.instances
    .map(({ standing }) => paint(GLYPHS[standing].colour, GLYPHS[standing].glyph.repeat(2)))
    .join(' ')
  const width = Math.max(18, group.instances.length * 3)
  const padding = ' '.repeat(width - Math.max(0, group.instances.length * 3 - 1))
  const room = columns - head.length - width
  return room < 0 ? clip(head, columns) : head + bar + padding + clip(standingsText(group), room)
}

/**
 * `3 of 3 healthy`, `1 of 3 healthy, 2 warming`, `3 standby` or `3 of 3 healthy, weight 0`. Instances out of service are
 * not counted in the 3.
 */
export function standingsText({ instances, weight }: GroupSight): string {
  const suffix = weight === undefined ? [] : [`weight ${weight}`]
  if (instances.length === 0) return ['empty', ...suffix].join(', ')
  const number = (wanted: Standing) => instances.filter(({ standing }) => standing === wanted).length
  const inService = number('healthy') + number('warming') + number('draining')
  const others = (['warming', 'draining', 'standby', 'leaving'] as const)
    .filter(standing => number(standing) > 0)
    .map(standing => `${number(standing)} ${standing}`)
  const healthy = inService > 0 ? [`${number('healthy')} of ${inService} healthy`] : []
  return [...healthy, ...others, ...suffix].join(', ')
}

function shares(answers: ReadonlyMap<string, number>): string {
  const all = total(answers)
  if (all === 0) return 'nobody'
  return [...answers]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([version, answered]) => `${version} ${Math.round((100 * answered) / all)} %`)
    .join('   ')
}

const total = (answers: ReadonlyMap<string, number>): number =>
  [...answers.values()].reduce((sum, answered) => sum + answered, 0)

export const seconds = (ms: number): string => (ms / 1000).toFixed(1)

/** With a comma between thousands. */
export const count = (number: number): string => number.toLocaleString('en-US')

const clip = (text: string, columns: number): string =>
  text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`
