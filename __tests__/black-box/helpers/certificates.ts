/** A CA that no machine knows, and a certificate that it has signed. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Certificates extends Disposable {
  /** Both in PEM, for a TLS server. */
  readonly key: string
  readonly certificate: string
  /** File with the CA's certificate, for NODE_EXTRA_CA_CERTS. */
  readonly authority: string
}

/** @param names that the certificate is for; `*` stands for one label */
export function makeCertificates(names: readonly string[]): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'bg-release-ca-'))
  const file = (name: string) => join(folder, name)
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const request = (name: string) =>
    ['req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`, '-keyout', `${name}.key`] as const
  openssl(...request('ca'), '-x509', '-days', '2', '-out', 'ca.pem')
  openssl(...request('server'), '-out', 'server.csr')
  const list = ['IP:127.0.0.1', ...names.map(name => `DNS:${name}`)].join(',')
  writeFileSync(file('extensions'), `subjectAltName=${list}\n`)
  const signed = [
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-extfile',
    'extensions',
    '-days',
    '2'
  ]
  openssl('x509', '-req', '-in', 'server.csr', ...signed, '-out', 'server.pem')
  return {
    key: readFileSync(file('server.key'), 'utf8'),
    certificate: readFileSync(file('server.pem'), 'utf8'),
    authority: file('ca.pem'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true })
  }
}
