/** Decisions as text, each followed by those that come after it. */
import type { Decision } from '../../src/release/decision.ts'
import type { Facts, Goal } from '../../src/release/goal.ts'
import { next } from '../../src/release/next.ts'
import type { Change } from '../../src/release/ports.ts'
import type { Observation } from '../../src/release/world.ts'
import { atOnce, settledDown } from './at-once.ts'

/** As long as everything takes place at once, so many decisions are followed. */
const FOLLOWED = 30

export const told = (what: object): string =>
  JSON.stringify(what, (key, value: unknown) => (key === 'propagate' && value === false ? undefined : value))
    .replaceAll(/arn:aws:[\w:/-]*?([\w-]+)\/(?:0123456789abcdef|rule)/g, '$1')
    .replaceAll(/ c=[0-9a-f]{8}\b/g, '')
    .replaceAll(/[{}"]/g, '')

export function textOf(decision: Decision): string {
  switch (decision.kind) {
    case 'change': {
      const { kind, group, ...what } = decision.change
      return `${decision.force} ${kind} ${group} ${told(what)}`
    }
    case 'wait':
      return `wait ${told(decision.wait)}`
    case 'refuse':
      return `refuse ${decision.findings.map(({ code, message }) => `${code}: ${shortened(message)}`).join('; ')}`
    case 'done':
      return 'done'
  }
}

/** What is decided next, where everything takes place at once and whatever is waited for comes about. */
export function thenceforth(from: Observation, goal: Goal, given: Facts): readonly string[] {
  const lines: string[] = []
  let seen = from
  let facts = given
  let waited = ''
  while (lines.length < FOLLOWED) {
    const decision = next(seen, goal, facts)
    if (decision.kind === 'wait') {
      const { until: _, ...wait } = { until: 0, ...decision.wait }
      const text = `wait ${told(wait).replaceAll(/\b(?:for|group):/g, '')}`
      lines.push(text)
      if (text === waited) return lines
      waited = text
      if (decision.wait.for === 'window') facts = { ...facts, quietFrom: 0 }
      else if (decision.wait.for === 'others') facts = { ...facts, together: true }
      else seen = settledDown(seen)
      continue
    }
    if (decision.kind !== 'change') return [...lines, textOf(decision)]
    lines.push(inShort(decision.change))
    seen = atOnce(seen, decision.change)
  }
  return [...lines, '...']
}

function inShort({ kind, group, ...what }: Change): string {
  const state = /state=([\w-]+)/.exec(told(what))?.[1]
  const keys = told(what).match(/bg-release:\w+|image:version/g)
  return `${kind} ${group.replace('web-', '')} ${state ?? keys?.join('+') ?? told(what)}`
}

const shortened = (text: string): string => (text.length > 150 ? `${text.slice(0, 150)}...` : text)
