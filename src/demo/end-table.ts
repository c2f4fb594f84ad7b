import type { DemoResult, ServiceResult } from './result.ts'
import { count, painter, seconds } from './screen-lines.ts'

const HEAD = ['step', 'exit', 'real s', 'virtual s', 'mixed (virtual s)', 'requests', 'lost']

/** What the demo says at its end: a table of the steps, the end sizes, the totals and where the files are. */
export function endTable(result: DemoResult, directory: string, colour: boolean): string {
  const paint = painter(colour)
  const rows = result.steps.map(({ step, exitCode, realMs, virtualMs, mixed, requests, lost }) => [
    step.title,
    String(exitCode),
    seconds(realMs),
    seconds(virtualMs),
    seconds(mixed.virtualMs),
    count(requests),
    count(lost)
  ])
  const total = [
    'in all',
    '',
    '',
    '',
    seconds(result.mixed.virtualMs),
    count(result.requests),
    count(result.lost)
  ]
  const [head = '', ...body] = aligned([HEAD, ...rows, total])
  const weighed = result.end.some(({ weight }) => weight !== undefined)
  const groups = aligned([
    ['group', 'min', 'max', 'desired', 'instances', ...(weighed ? ['weight'] : [])],
    ...result.end.map(({ name, min, max, desired, instances, weight }) =>
      [name, min, max, desired, instances, ...(weighed ? [weight ?? ''] : [])].map(String)
    )
  ])
  const { p50, p99, max } = result.latency
  return [
    '',
    paint('bold', head),
    ...body,
    '',
    ...servicesTable(result.services),
    ...groups,
    '',
    `Latency p50 ${p50} ms, p99 ${p99} ms, longest ${max} ms (5 % of the requests are slow on purpose).`,
    `Both versions served at once for ${seconds(result.mixed.virtualMs)} s of AWS time, ${seconds(result.mixed.realMs)} s here; ${count(result.outsideMixed)} answers came from a version at another time than its own.`,
    `Job summary, log and outputs of each step: ${directory}/`,
    ...result.problems.map(problem => paint('red', problem)),
    paint(result.problems.length === 0 ? 'green' : 'red', verdict(result)),
    ''
  ].join('\n')
}

/** Nothing for a service alone: then the totals are its own. */
function servicesTable(services: readonly ServiceResult[]): readonly string[] {
  if (services.length < 2) return []
  const rows = services.map(({ name, mixed, requests, lost }) => [
    name,
    seconds(mixed.virtualMs),
    count(requests),
    count(lost)
  ])
  return [...aligned([['service', 'mixed (virtual s)', 'requests', 'lost'], ...rows]), '']
}

function verdict({ lost, problems, requests, sabotage }: DemoResult): string {
  const share = `${count(lost)} of ${count(requests)} requests lost`
  if (sabotage)
    return problems.length === 0 ? `Drain skipped: ${share}, as it must be.` : `Drain skipped: ${share}.`
  return problems.length === 0
    ? `Released, rolled back, released again: ${share}.`
    : `Not as it must be: ${share}.`
}

/** Columns as wide as their widest cell: the first aligned left, the others right. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)))
  return rows.map(row =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)
      )
      .join('   ')
  )
}
