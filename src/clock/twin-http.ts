import { type Agent, type IncomingMessage, request } from 'node:http'

/** The virtual clock of a twin cannot be reached or does not speak as agreed. */
export class TwinClockError extends Error {
  override readonly name = 'TwinClockError'
}

export type JsonObject = Readonly<Record<string, unknown>>

const LONGEST_LINE = 4_096
const FIRST_LINE_WITHIN = 5_000

export interface HeldOpen {
  /** The object in the first line of the answer. */
  readonly first: JsonObject
  close(): void
}

/**
 * Opens a request whose answer never ends, and gives its first line. It does not keep the process alive.
 *
 * @param onLater gets the object of each line after the first; what is none is passed over
 * @throws TwinClockError
 */
export function holdOpen(url: string, onLater: (line: JsonObject) => void): Promise<HeldOpen> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent: false }, response => {
      let text = ''
      let isOpen = false
      const onFirst = (line: string) => {
        isOpen = true
        outgoing.setTimeout(0)
        response.socket.unref()
        try {
          resolve({ first: parseObject(line), close: () => outgoing.destroy() })
        } catch (error) {
          outgoing.destroy()
          reject(error)
        }
      }
      const onData = (part: string) => {
        const [last = '', ...lines] = `${text}${part}`.split('\n').reverse()
        text = last
        for (const line of lines.reverse()) {
          if (isOpen) laterLine(line, onLater)
          else onFirst(line)
        }
        if (text.length < LONGEST_LINE) return
        if (!isOpen) onFirst(text)
        text = ''
      }
      response.setEncoding('utf8').on('data', onData)
      // After the first line an end or a reset means that the twin is gone, which the next request says better.
      response.on('error', error => reject(unreachable(url, error)))
      response.on('end', () => reject(new TwinClockError(`${url} ended without a first line`)))
    })
    outgoing.setTimeout(FIRST_LINE_WITHIN, () => outgoing.destroy(new Error('no first line in time')))
    outgoing.on('error', error => reject(unreachable(url, error)))
    outgoing.end()
  })
}

/**
 * Posts an object and gives the object of the answer, however long that takes.
 *
 * @throws TwinClockError; or the signal's reason, which also ends the request
 */
export async function postJson(
  url: string,
  body: JsonObject,
  agent: Agent,
  signal?: AbortSignal
): Promise<JsonObject> {
  signal?.throwIfAborted()
  const options = { method: 'POST', agent, headers: { 'content-type': 'application/json' } }
  const outgoing = request(url, options)
  const stop = () => outgoing.destroy()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const text = await new Promise<string>((resolve, reject) => {
      outgoing.on('error', reject)
      outgoing.on('response', response => textOf(response).then(resolve, reject))
      outgoing.end(JSON.stringify(body))
    })
    return parseObject(text)
  } catch (error) {
    signal?.throwIfAborted()
    throw error instanceof TwinClockError ? error : unreachable(url, error)
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

function laterLine(line: string, onLater: (line: JsonObject) => void): void {
  try {
    onLater(parseObject(line))
  } catch (error) {
    if (!(error instanceof TwinClockError)) throw error
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of response.setEncoding('utf8')) text += part
  if (response.statusCode !== 200)
    throw new TwinClockError(`status ${response.statusCode}: ${text.slice(0, 200)}`)
  return text
}

function parseObject(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {
    // Said below: no JSON and no object are the same mistake.
  }
  throw new TwinClockError('the twin does not answer with a JSON object')
}

function unreachable(url: string, error: unknown): TwinClockError {
  return new TwinClockError(`${url}: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error
  })
}
