import { invalid } from '../fault.ts'
import { ALARM_STATES, type AlarmState, type Condition } from './model.ts'

/**
 * Reads an AlarmRule: `ALARM("name")`, `OK(arn)`, `INSUFFICIENT_DATA(name)`, TRUE, FALSE, joined by NOT, AND, OR and
 * parentheses; AND binds closer than OR (CloudWatch API Reference, PutCompositeAlarm).
 * @throws AwsFault ValidationError
 */
export function parseAlarmRule(rule: string): Condition {
  const tokens = rule.match(/"[^"]*"|'[^']*'|[()]|[^\s()"']+/g) ?? []
  let at = 0
  const wrong = (): Error => invalid(`Invalid AlarmRule: ${rule}`)
  const take = (expected: string): void => {
    if (tokens[at++] !== expected) throw wrong()
  }

  function operand(): Condition {
    const token = tokens[at++] ?? ''
    if (token === '(') {
      const inner = either()
      take(')')
      return inner
    }
    if (token === 'NOT') return { kind: 'not', operand: operand() }
    if (token === 'TRUE' || token === 'FALSE') return { kind: 'constant', value: token === 'TRUE' }
    const is = ALARM_STATES.find((each): each is AlarmState => each === token)
    if (is === undefined) throw wrong()
    take('(')
    const alarm = nameOf(tokens[at++] ?? '')
    take(')')
    if (alarm === '') throw wrong()
    return { kind: 'state', alarm, is }
  }

  function both(): Condition {
    let left = operand()
    while (tokens[at] === 'AND') {
      at += 1
      left = { kind: 'and', left, right: operand() }
    }
    return left
  }

  function either(): Condition {
    let left = both()
    while (tokens[at] === 'OR') {
      at += 1
      left = { kind: 'or', left, right: both() }
    }
    return left
  }

  const condition = either()
  if (at < tokens.length) throw wrong()
  return condition
}

/** Names of the alarms that a condition asks. */
export function askedBy(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'constant':
      return []
    case 'state':
      return [condition.alarm]
    case 'not':
      return askedBy(condition.operand)
    default:
      return [...askedBy(condition.left), ...askedBy(condition.right)]
  }
}

function nameOf(token: string): string {
  const bare = token.replace(/^(["'])(.*)\1$/, '$2')
  return /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(bare)?.[1] ?? bare
}
