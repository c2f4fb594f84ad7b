import { AwsFault } from '../fault.ts'
import type { Expression } from './model.ts'

/**
 * Reads `m1 + m2`, `m1 / (m2 + m3) * 100` and the like over metric ids.
 * @throws AwsFault TwinUnsupported for the functions of metric math, which the twin does not have
 */
export function parseMath(text: string, metrics: ReadonlyMap<string, Expression>): Expression {
  const tokens = text.match(/\d+(?:\.\d+)?|[A-Za-z_]\w*|\S/g) ?? []
  let at = 0
  const unsupported = (): AwsFault =>
    new AwsFault('TwinUnsupported', `The twin does not model this metric math: ${text}`, 501)

  function operand(): Expression {
    const token = tokens[at++] ?? ''
    if (token === '(') {
      const inner = sum()
      if (tokens[at++] !== ')') throw unsupported()
      return inner
    }
    if (token === '-') return { kind: '-', left: { kind: 'number', value: 0 }, right: operand() }
    if (/^\d/.test(token)) return { kind: 'number', value: Number(token) }
    const metric = metrics.get(token)
    if (metric === undefined) throw unsupported()
    return metric
  }

  function product(): Expression {
    let left = operand()
    for (let sign = tokens[at]; sign === '*' || sign === '/'; sign = tokens[at]) {
      at += 1
      left = { kind: sign, left, right: operand() }
    }
    return left
  }

  function sum(): Expression {
    let left = product()
    for (let sign = tokens[at]; sign === '+' || sign === '-'; sign = tokens[at]) {
      at += 1
      left = { kind: sign, left, right: product() }
    }
    return left
  }

  const expression = sum()
  if (at < tokens.length) throw unsupported()
  return expression
}
