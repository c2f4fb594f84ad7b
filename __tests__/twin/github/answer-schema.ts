import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'

interface Schemas {
  readonly answers: Readonly<Record<string, Readonly<Record<string, object>>>>
  readonly schemas: Readonly<Record<string, object>>
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

/**
 * Says what is wrong with an answer of a route by GitHub's own OpenAPI description, undefined where nothing is.
 * An empty text passes for a URI: GitHub's defaults are such.
 */
export function createAnswerCheck(): (route: string, status: number, body: unknown) => string | undefined {
  const file = join(import.meta.dirname, 'schemas', 'rest.json')
  const described = JSON.parse(readFileSync(file, 'utf8')) as Schemas
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: {
      'date-time': DATE_TIME,
      uri: text => text === '' || URL.canParse(text),
      int64: { type: 'number', validate: Number.isSafeInteger },
      email: /@/
    }
  })
  ajv.addSchema({ $id: 'rest', ...described })
  const known = new Map<string, ValidateFunction>()
  return (route, status, body) => {
    const schema = described.answers[route]?.[status]
    if (schema === undefined) return `GitHub does not describe ${status} of ${route}`
    const key = `${route} ${status}`
    const pointer = `rest#/answers/${route.replaceAll('~', '~0').replaceAll('/', '~1')}/${status}`
    const validate = known.get(key) ?? ajv.compile({ $ref: encodeURI(pointer) })
    known.set(key, validate)
    return validate(body) ? undefined : ajv.errorsText(validate.errors)
  }
}
