import type { Call } from './route.ts'

export interface Page<T> {
  readonly items: readonly T[]
  /** The `link` header; empty where everything is on one page. */
  readonly headers: Readonly<Record<string, string>>
  readonly number: number
}

const whole = (text: string | null, otherwise: number): number =>
  text !== null && /^\d+$/.test(text) && Number(text) > 0 ? Number(text) : otherwise

/**
 * The asked page (REST API, "Using pagination in the REST API"): 30 items unless told, never more than `most`.
 *
 * @param url of the call, without query
 */
export function page<T>(call: Call, url: string, all: readonly T[], most = 100): Page<T> {
  const size = Math.min(whole(call.query.get('per_page'), 30), most)
  const number = whole(call.query.get('page'), 1)
  const last = Math.max(1, Math.ceil(all.length / size))
  const link = (to: number, rel: string) => {
    const query = new URLSearchParams(call.query)
    query.set('page', String(to))
    return `<${url}?${query}>; rel="${rel}"`
  }
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : [])
  ]
  return {
    items: all.slice((number - 1) * size, number * size),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
    number
  }
}
