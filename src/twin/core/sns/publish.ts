import { AwsFault } from '../fault.ts'
import { type Input, onlyModelled, optionalText, text } from '../input.ts'
import { uuid } from '../random.ts'
import type { World } from '../world.ts'

const MODELLED = ['TopicArn', 'TargetArn', 'Message', 'Subject', 'MessageAttributes']
/** SNS API Reference, Publish: bytes of a message, characters of a subject. */
const LONGEST_MESSAGE = 262_144
const LONGEST_SUBJECT = 100

/**
 * Publish to a topic. ASSUMED: every topic of the account and region exists, because topics are not simulated.
 * @throws AwsFault InvalidParameter, NotFound
 */
export function publish(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, MODELLED)
  const topic = optionalText(input, 'TopicArn') ?? optionalText(input, 'TargetArn')
  const message = text(input, 'Message')
  const subject = optionalText(input, 'Subject')
  if (topic === undefined) throw wrong('TopicArn or TargetArn Reason: no value for required parameter')
  const [, , service, region, account, name, more] = topic.split(':')
  if (service !== 'sns' || name === undefined || more !== undefined)
    throw wrong(`TopicArn Reason: An ARN must have at least 6 elements, not ${topic.split(':').length}`)
  if (region !== world.region || account !== world.account)
    throw new AwsFault('NotFound', 'Topic does not exist', 404)
  if (new TextEncoder().encode(message).length > LONGEST_MESSAGE) throw wrong('Message too long')
  if (subject !== undefined && !isSubject(subject)) throw wrong('Subject')
  const { MessageAttributes: attributes } = input
  const id = uuid(world)
  world.messages.push({
    id,
    at: world.now,
    topic,
    message,
    ...(subject === undefined ? {} : { subject }),
    ...(typeof attributes === 'object' && attributes !== null ? { attributes: { ...attributes } } : {})
  })
  return { MessageId: id }
}

/** SNS API Reference, Publish: ASCII without control characters, not beginning with a blank, up to 100 characters. */
function isSubject(subject: string): boolean {
  return /^[!-~][ -~]*$/.test(subject) && subject.length <= LONGEST_SUBJECT
}

function wrong(reason: string): AwsFault {
  return new AwsFault('InvalidParameter', `Invalid parameter: ${reason}`)
}
