import type { OperationModel, ServiceModel } from '../shapes/shape.ts'
import { shapeOf } from '../shapes/shape.ts'
import { checkScalar, eachOutputMember } from './output-members.ts'

/**
 * The answer of a Query operation: `<OpResponse><OpResult>...</OpResult><ResponseMetadata/></OpResponse>`.
 * An empty list is an empty element, an absent one is left out.
 * @throws Error where the output does not fit the model.
 */
export function encodeXml(
  model: ServiceModel,
  operationName: string,
  operation: OperationModel,
  output: Readonly<Record<string, unknown>>,
  requestId: string
): string {
  const { output: shapeName, resultWrapper } = operation
  const result =
    shapeName === undefined || resultWrapper === undefined
      ? ''
      : element(resultWrapper, content(model, shapeName, output, operationName))
  const metadata = element('ResponseMetadata', element('RequestId', escapeXml(requestId)))
  const root = `${operationName}Response`
  return `<${root} xmlns="${model.xmlNamespace}">${result}${metadata}</${root}>`
}

/** The answer of a Query operation that failed. */
export function encodeXmlError(
  xmlNamespace: string,
  error: { readonly code: string; readonly message: string; readonly receiver: boolean },
  requestId: string
): string {
  const inner =
    element('Type', error.receiver ? 'Receiver' : 'Sender') +
    element('Code', escapeXml(error.code)) +
    element('Message', escapeXml(error.message))
  const body = element('Error', inner) + element('RequestId', escapeXml(requestId))
  return `<ErrorResponse xmlns="${xmlNamespace}">${body}</ErrorResponse>`
}

/** @param name of the member within `path`, joined to it only where a path is needed */
function content(model: ServiceModel, shapeName: string, value: unknown, path: string, name = ''): string {
  const shape = shapeOf(model, shapeName)
  const here = () => (name === '' ? path : `${path}.${name}`)
  switch (shape.type) {
    case 'structure': {
      const own = here()
      let text = ''
      eachOutputMember(shape, value, own, (member, memberShape, item) => {
        text += element(shape.wire?.[member] ?? member, content(model, memberShape, item, own, member))
      })
      return text
    }
    case 'list': {
      const own = here()
      let text = ''
      for (const item of value as readonly unknown[])
        text += element(shape.item ?? 'member', content(model, shape.member, item, own))
      return text
    }
    case 'map':
      return Object.entries(value as Record<string, unknown>)
        .map(([key, item]) =>
          element(
            'entry',
            element(shape.entry?.[0] ?? 'key', escapeXml(key)) +
              element(shape.entry?.[1] ?? 'value', content(model, shape.value, item, here(), key))
          )
        )
        .join('')
    default:
      checkScalar(shape.type, value, path, name)
      return value instanceof Date ? value.toISOString().replace('.000Z', 'Z') : escapeXml(String(value))
  }
}

function element(name: string, inner: string): string {
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Whatever may have to be written in another way. */
const UNSAFE = /[^ !#-%'-;=?-~]/

/** Line breaks and tabs become references, else XML readers fold them; what XML cannot carry becomes U+FFFD. */
function escapeXml(text: string): string {
  if (!UNSAFE.test(text)) return text
  return text
    .replace(/[&<>"]/g, char => NAMED[char] ?? char)
    .replace(/[\t\n\r]/g, char => `&#x${char.charCodeAt(0).toString(16).toUpperCase()};`)
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
}
