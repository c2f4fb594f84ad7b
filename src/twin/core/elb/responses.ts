import { AwsFault, invalid } from '../fault.ts'
import { type Input, missing, optionalText, text } from '../input.ts'
import { present, record } from '../record.ts'
import type { Shape } from './model.ts'

/** Reads a redirect action; parts not given keep those of the request (ELBv2 API Reference, RedirectActionConfig). */
export function readRedirect(action: Input): Shape {
  const given = record(action, 'RedirectConfig')
  if (given === undefined) throw missing('RedirectConfig')
  const config = {
    Protocol: optionalText(given, 'Protocol') ?? '#{protocol}',
    Port: optionalText(given, 'Port') ?? '#{port}',
    Host: optionalText(given, 'Host') ?? '#{host}',
    Path: optionalText(given, 'Path') ?? '/#{path}',
    Query: optionalText(given, 'Query') ?? '#{query}',
    StatusCode: text(given, 'StatusCode')
  }
  if (config.StatusCode !== 'HTTP_301' && config.StatusCode !== 'HTTP_302')
    throw invalid(`The redirect status code '${config.StatusCode}' is not valid`)
  // Application Load Balancer guide, "Redirect actions": one of protocol, host, port and path has to change.
  const same =
    config.Protocol === '#{protocol}' &&
    config.Port === '#{port}' &&
    config.Host === '#{host}' &&
    config.Path === '/#{path}'
  if (same) {
    throw new AwsFault(
      'InvalidLoadBalancerAction',
      'The redirect configuration is not valid because it creates a loop.'
    )
  }
  return { RedirectConfig: config }
}

/** ELBv2 API Reference, FixedResponseActionConfig: 2XX, 4XX or 5XX, at most 1024 characters. */
export function readFixedResponse(action: Input): Shape {
  const given = record(action, 'FixedResponseConfig')
  if (given === undefined) throw missing('FixedResponseConfig')
  const status = text(given, 'StatusCode')
  if (!/^[245]\d\d$/.test(status)) throw invalid(`The fixed response status code '${status}' is not valid`)
  const body = optionalText(given, 'MessageBody')
  if (body !== undefined && body.length > 1024)
    throw invalid('The fixed response message body cannot be longer than 1024 characters')
  return {
    FixedResponseConfig: present({
      MessageBody: body,
      StatusCode: status,
      ContentType: optionalText(given, 'ContentType')
    })
  }
}
