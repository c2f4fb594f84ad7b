/** Runs examples/user-data/boot.sh against a metadata service on the loopback interface, with a stub for Docker. */
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BOOT = join(import.meta.dirname, '../../examples/user-data/boot.sh')

export interface Metadata {
  /** By key: the value, or how many requests are answered with 404 before it is there. */
  readonly tags: Readonly<Record<string, string | { readonly value: string; readonly late: number }>>
  /** How many requests for a token fail before the first that does not. */
  readonly tokenFailures?: number
}

export interface Boot {
  readonly exitCode: number | null
  /** Calls of Docker, each with its arguments joined by blanks. */
  readonly docker: readonly string[]
  readonly log: string
  /** Requests for tags that came without a valid token. */
  readonly withoutToken: number
}

/** A Docker that writes down what it is asked: `pulls` fail so often first; `running` is the image of its container. */
export interface DockerStub {
  readonly failingPulls?: number
  readonly running?: string
  readonly startFails?: boolean
}

export async function boot(metadata: Metadata, docker: DockerStub = {}): Promise<Boot> {
  const folder = mkdtempSync(join(tmpdir(), 'boot-'))
  const service = metadataService(metadata)
  try {
    const address = await service.listen()
    installDocker(folder, docker)
    const { exitCode, log } = await run(folder, address)
    const calls = join(folder, 'calls')
    return {
      exitCode,
      log,
      docker: existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n') : [],
      withoutToken: service.withoutToken()
    }
  } finally {
    service.close()
    rmSync(folder, { recursive: true })
  }
}

function installDocker(folder: string, { failingPulls = 0, running, startFails = false }: DockerStub): void {
  const stub = join(folder, 'docker')
  writeFileSync(
    stub,
    `#!/bin/bash
cd '${folder}'
echo "$*" >> calls
case $1 in
  container) ${running === undefined ? 'exit 1' : `echo '${running}'`} ;;
  pull) [ "$(grep -c ^pull calls)" -gt ${failingPulls} ] ;;
  run) ${startFails ? 'exit 125' : 'echo 0123456789ab'} ;;
esac
`
  )
  chmodSync(stub, 0o755)
}

function run(folder: string, address: string): Promise<{ exitCode: number | null; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', [BOOT], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // A proxy is set, as on many machines: the metadata service must not be asked through it.
      env: {
        PATH: `${folder}:${process.env.PATH}`,
        METADATA: address,
        TRIES: '4',
        PAUSE: '0.01',
        http_proxy: 'http://127.0.0.1:9'
      }
    })
    let log = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text
    })
    child.on('error', reject)
    child.on('close', exitCode => resolve({ exitCode, log }))
  })
}

/** IMDSv2: tags for a token that a PUT gave, 401 without one (EC2 User Guide, "Use IMDSv2"). */
function metadataService({ tags, tokenFailures = 0 }: Metadata) {
  const TOKEN = 'AQAEALH-token'
  const asked = new Map<string, number>()
  let withoutToken = 0
  const countOf = (what: string) => {
    const count = (asked.get(what) ?? 0) + 1
    asked.set(what, count)
    return count
  }
  const answer = (request: IncomingMessage): readonly [number, string] => {
    if (request.url === '/latest/api/token') {
      const sound = request.method === 'PUT' && request.headers['x-aws-ec2-metadata-token-ttl-seconds']
      if (!sound) return [400, '']
      return countOf('token') > tokenFailures ? [200, TOKEN] : [503, 'busy']
    }
    if (request.headers['x-aws-ec2-metadata-token'] !== TOKEN) {
      withoutToken += 1
      return [401, '']
    }
    const key = request.url?.replace('/latest/meta-data/tags/instance/', '') ?? ''
    const tag = tags[key]
    if (tag === undefined) return [404, '404 - Not Found']
    if (typeof tag === 'string') return [200, tag]
    return countOf(key) > tag.late ? [200, tag.value] : [404, '404 - Not Found']
  }
  const server = createServer((request, response) => {
    const [status, body] = answer(request)
    response.writeHead(status, { 'content-type': 'text/plain' }).end(body)
  })
  return {
    listen: () =>
      new Promise<string>(resolve => {
        server.listen(0, '127.0.0.1', () => {
          const address = server.address()
          resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
        })
      }),
    withoutToken: () => withoutToken,
    close: () => {
      server.closeAllConnections()
      server.close()
    }
  }
}
