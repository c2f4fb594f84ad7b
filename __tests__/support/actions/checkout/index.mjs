/** As the real action: cloning needs `contents: read`. */
const { env } = process
const answer = await fetch(`${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}/commits/${env.GITHUB_SHA}`, {
  headers: { authorization: `Bearer ${env.INPUT_TOKEN}` }
})
if (!answer.ok) {
  process.stdout.write(`::error::The repository cannot be read: ${answer.status}\n`)
  process.exit(1)
}
