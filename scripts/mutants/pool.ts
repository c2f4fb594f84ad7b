/** Worker processes that do jobs side by side; one that goes silent is ended and replaced. */
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Answer, Job } from './worker.ts'

export type Loaded = Answer & { readonly did: 'load' }
export type Result = Exclude<Answer, { readonly did: 'load' | 'beat' }>

/** A job, and who hears of its end; undefined: the worker went silent over it. */
export interface Order {
  readonly job: Job
  readonly ended: (result: Result | undefined) => void
}

export interface Pool {
  readonly loaded: Loaded
  /** Does all of them; each is asked for when somebody has time. @throws Error where a worker ends by itself */
  all(orders: Iterator<Order>): Promise<void>
  end(): void
}

/** Nothing that a test does keeps a process busy for so long without a word. */
const SILENCE_MS = 60_000

interface Worker {
  readonly loaded: Loaded
  do(job: Job): Promise<Result | undefined>
  end(): void
}

/** @param told what each worker is started with */
export async function createPool(told: readonly string[], size: number): Promise<Pool> {
  const workers = await Promise.all(Array.from({ length: size }, () => hire(told)))
  const [first] = workers
  if (!first) throw new Error('a pool needs a worker')
  return {
    loaded: first.loaded,
    all: async orders => {
      await Promise.all(
        workers.map(async (_, n) => {
          for (let next = orders.next(); !next.done; next = orders.next()) {
            const { job, ended } = next.value
            const result = await workers[n]?.do(job)
            if (result === undefined) workers[n] = await hire(told)
            ended(result)
          }
        })
      )
    },
    end: () => {
      for (const worker of workers) worker.end()
    }
  }
}

async function hire(told: readonly string[]): Promise<Worker> {
  const child = fork(join(import.meta.dirname, 'worker.ts'), told, {
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=3000']
  })
  const loaded = await answerOf(child)
  if (loaded?.did !== 'load') throw new Error('a worker did not get ready')
  return {
    loaded,
    do: async job => {
      child.send(job)
      const answer = await answerOf(child)
      if (answer?.did === 'load') throw new Error('a worker began anew')
      return answer
    },
    end: () => child.disconnect()
  }
}

/** @returns undefined where nothing was heard of it for too long, after which it is gone */
function answerOf(child: ChildProcess): Promise<Exclude<Answer, { readonly did: 'beat' }> | undefined> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      leave()
      child.kill('SIGKILL')
      resolve(undefined)
    }
    let limit = setTimeout(giveUp, SILENCE_MS)
    const onMessage = (answer: Answer) => {
      clearTimeout(limit)
      if (answer.did === 'beat') {
        limit = setTimeout(giveUp, SILENCE_MS)
        return
      }
      leave()
      resolve(answer)
    }
    const onExit = (code: number | null) => {
      leave()
      reject(new Error(`a worker ended with ${code}`))
    }
    const leave = () => {
      clearTimeout(limit)
      child.off('message', onMessage).off('exit', onExit)
    }
    child.on('message', onMessage).on('exit', onExit)
  })
}
