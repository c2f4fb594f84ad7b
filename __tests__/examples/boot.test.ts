import { describe, expect, test } from '@jest/globals'
import { boot } from './boot-stand.ts'

const NAME = 'docker:image:name'
const VERSION = 'docker:image:version'
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`

const started = (image: string) => [
  'container inspect --format {{.Config.Image}} service',
  `pull --quiet ${image}`,
  `run --detach --restart always --pull never --name service --publish 80:8080 ${image}`
]

describe('what the tags name is started', () => {
  test.each([
    ['acme/web', '1.4.2', 'acme/web:1.4.2'],
    ['acme/web', DIGEST, `acme/web@${DIGEST}`],
    [
      'registry.example.com:5000/acme/web_api',
      'v1.0.0-rc.1',
      'registry.example.com:5000/acme/web_api:v1.0.0-rc.1'
    ]
  ])('%s at %s', async (name, version, image) => {
    const { exitCode, docker, withoutToken } = await boot({ tags: { [NAME]: name, [VERSION]: version } })
    expect({ exitCode, docker, withoutToken }).toEqual({
      exitCode: 0,
      docker: started(image),
      withoutToken: 0
    })
  })

  test('tags that are late are waited for', async () => {
    const { exitCode, docker, log } = await boot({
      tags: { [NAME]: { value: 'acme/web', late: 1 }, [VERSION]: { value: '1.4.2', late: 3 } }
    })
    expect({ exitCode, docker }).toEqual({ exitCode: 0, docker: started('acme/web:1.4.2') })
    expect(log).toContain('tag docker:image:version: try 3 of 4 failed')
  })

  test('a token that is refused once is asked for again', async () => {
    const { exitCode, docker } = await boot({
      tags: { [NAME]: 'acme/web', [VERSION]: '1.4.2' },
      tokenFailures: 1
    })
    expect({ exitCode, docker }).toEqual({ exitCode: 0, docker: started('acme/web:1.4.2') })
  })

  test('a pull that fails is tried again', async () => {
    const { exitCode, docker } = await boot(
      { tags: { [NAME]: 'acme/web', [VERSION]: '1' } },
      { failingPulls: 2 }
    )
    expect(exitCode).toBe(0)
    expect(docker.filter(call => call.startsWith('pull'))).toHaveLength(3)
    expect(docker.filter(call => call.startsWith('run'))).toHaveLength(1)
  })

  test('a second run leaves the container that is there', async () => {
    const { exitCode, docker } = await boot(
      { tags: { [NAME]: 'acme/web', [VERSION]: '1.4.2' } },
      { running: 'acme/web:1.4.2' }
    )
    expect({ exitCode, docker }).toEqual({ exitCode: 0, docker: started('acme/web:1.4.2').slice(0, 1) })
  })
})

describe('nothing is started, and the log says why', () => {
  const NOTHING: readonly string[] = []

  test.each([
    ['no version tag', { [NAME]: 'acme/web' }, 'no tag docker:image:version can be read'],
    ['no name tag', { [VERSION]: '1.4.2' }, 'no tag docker:image:name can be read'],
    [
      'a version that is later than the last try',
      { [NAME]: 'acme/web', [VERSION]: { value: '1.4.2', late: 4 } },
      'no tag docker:image:version can be read'
    ],
    ['an empty version', { [NAME]: 'acme/web', [VERSION]: '' }, "neither a tag nor a digest: ''"],
    ['a version that is an option', { [NAME]: 'acme/web', [VERSION]: '--privileged' }, 'neither a tag nor'],
    ['a version with a command', { [NAME]: 'acme/web', [VERSION]: '1.0;$(reboot)' }, 'neither a tag nor'],
    ['two lines', { [NAME]: 'acme/web', [VERSION]: '1.0\n2.0' }, 'neither a tag nor'],
    ['half a digest', { [NAME]: 'acme/web', [VERSION]: 'sha256:0123' }, 'neither a tag nor a digest'],
    ['a tag that is too long', { [NAME]: 'acme/web', [VERSION]: 'x'.repeat(129) }, 'neither a tag nor'],
    ['a name that is an option', { [NAME]: '--volume=/:/host', [VERSION]: '1' }, 'not the name of an image'],
    ['a name with a blank', { [NAME]: 'acme/web --privileged', [VERSION]: '1' }, 'not the name of an image']
  ])('%s', async (_, tags, reason) => {
    const { exitCode, docker, log } = await boot({ tags })
    expect({ exitCode, docker }).toEqual({ exitCode: 1, docker: NOTHING })
    expect(log).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ boot: nothing is started: /m)
    expect(log).toContain(reason)
  })

  test('a token is never given', async () => {
    const { exitCode, docker, withoutToken } = await boot({
      tags: { [NAME]: 'acme/web', [VERSION]: '1.4.2' },
      tokenFailures: 99
    })
    expect({ exitCode, docker, withoutToken }).toEqual({ exitCode: 1, docker: NOTHING, withoutToken: 0 })
  })

  test.each([
    ['a container of another version', { running: 'acme/web:1.0.0' }, 'is there already, of acme/web:1.0.0'],
    ['an image that cannot be pulled', { failingPulls: 99 }, 'acme/web:1.4.2 cannot be pulled'],
    ['a container that does not start', { startFails: true }, 'acme/web:1.4.2 does not start']
  ])('%s', async (_, docker, reason) => {
    const { exitCode, log } = await boot({ tags: { [NAME]: 'acme/web', [VERSION]: '1.4.2' } }, docker)
    expect(exitCode).toBe(1)
    expect(log).toContain(
      `nothing is started: ${reason.startsWith('is') ? 'the container service ' : ''}${reason}`
    )
  })
})
