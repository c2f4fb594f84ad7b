import { execFileSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** action.yml runs on the later one, a developer's machine may have the other. */
const MAJORS = ['20', '24']

/** The node of this process and those on PATH, one for each major version that counts. */
export function nodes(): ReadonlyMap<string, string> {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = new Map<string, string>()
  for (const path of [process.execPath, ...folders.map(folder => join(folder, 'node'))]) {
    try {
      const version = execFileSync(path, ['-p', 'process.versions.node'], {
        encoding: 'utf8',
        stdio: 'pipe'
      }).trim()
      const [major = ''] = version.split('.')
      if (MAJORS.includes(major) && !found.has(major)) found.set(major, path)
    } catch {
      // No node there.
    }
  }
  return found
}
