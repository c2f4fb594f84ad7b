import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import { OUTPUTS } from '../../src/inputs/contract.ts'
import { runnerCommands } from './helpers/runner-commands.ts'
import { DEPLOY, environment, runAction, runCli, SERVICE, startCli } from './helpers/runs.ts'
import { onePair, openWorld, TAGS, type TestWorld } from './helpers/world.ts'

const HOSTILE = [
  '::error::x',
  '##[add-mask]e',
  'a\r::set-output name=changed::true',
  'a\n  ::add-path::/tmp',
  'a\u2028::warning::x',
  '\u001b]0;title\u0007\u0085::debug::x',
  '| <img src=x> @octocat `|` ##[group]'
]
/** What the action itself says in the first grammar. */
const OWN = ['error', 'warning', 'debug']

function expectHarmless(output: string, text: string) {
  const foreign = runnerCommands(output).filter(
    ({ grammar, name, line }) =>
      grammar === '##[name]' || !OWN.includes(name) || line.startsWith('::error::x')
  )
  expect(foreign).toEqual([])
  expect(output).not.toContain('\u001b')
  expect(output.split('\n').some(line => line.includes(text) && /[\r\u2028\u0085]/.test(line))).toBe(false)
}

test('the parser knows both grammars and all line ends', () => {
  const names = (text: string) => runnerCommands(text).map(({ name }) => name)
  expect(names('a\r\n \t::error file=x::b\r::debug::\n::no\nx ::no::\nx ##[mask a]b')).toEqual([
    'error',
    'debug',
    'mask'
  ])
})

test.concurrent.each(HOSTILE)('%j as the version of the live group', async text => {
  await using world = await openWorld(onePair({ blue: { tags: { ...TAGS, 'docker:image:version': text } } }))
  const env = environment(world)
  const action = await runAction(env, { ...SERVICE, command: 'status' })
  // Without --yes the CLI shows what it would change.
  const cli = await startCli(env, DEPLOY).ended
  for (const output of [action.stdout, action.stderr, cli.stdout, cli.stderr]) expectHarmless(output, text)
  expect({ action: action.code, cli: cli.code }).toEqual({ action: 0, cli: 1 })
  // An output's value is data between delimiters: it neither ends early nor adds outputs.
  expect(Object.keys(action.outputs).sort()).toEqual(OUTPUTS.map(({ name }) => name).sort())
  expect(action.outputs.changed).toBe('false')
  // Inline code is shown as it is; everything else in Markdown is markup.
  expect(action.summary.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '')).not.toMatch(/<img|@octocat/)
})

test.concurrent.each(HOSTILE)('%j as the image name of the other group', async text => {
  await using world = await openWorld(onePair({ green: { tags: { 'docker:image:name': text } } }))
  const action = await runAction(environment(world), DEPLOY)
  const cli = await runCli(environment(world), DEPLOY)
  expect(action.outputs['error-code']).toBe('BGR-PAIR-INCOMPLETE')
  for (const output of [action.stdout, cli.stdout, cli.stderr]) expectHarmless(output, text)
})

test.concurrent.each(HOSTILE)('%j as the message of an error of AWS', async text => {
  await using world = await openWorld()
  await using proxy = await openProxy(world, 'SuspendProcesses', text)
  const action = await runAction(environment(proxy), DEPLOY)
  expect(action.outputs['error-code']).toBe('BGR-DENIED')
  expectHarmless(action.stdout, text)
  const cli = await runCli(environment(proxy), DEPLOY)
  expect(cli.code).toBe(1)
  expectHarmless(cli.stdout, text)
  expectHarmless(cli.stderr, text)
})

/** Stands before a twin and denies one operation with a message of its own. */
async function openProxy(world: TestWorld, operation: string, message: string) {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message><![CDATA[${message}]]></Message></Error><RequestId>7f1d</RequestId></ErrorResponse>`
  const server = createServer(async (incoming, outgoing) => {
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part as Buffer)
    const received = Buffer.concat(parts)
    if (received.toString().includes(`Action=${operation}&`)) {
      outgoing.writeHead(403, { 'content-type': 'text/xml' }).end(body)
      return
    }
    const { method, url, headers } = incoming
    const onward = request(`${world.endpoint}${url}`, { method: method ?? 'GET', headers }, answer => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.on('error', () => outgoing.destroy())
      answer.pipe(outgoing)
    })
    outgoing.on('close', () => onward.destroy())
    onward.on('error', () => outgoing.destroy())
    onward.end(received)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
  }
}
