import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What the controller counts. Names and labels are stable: dashboards are built on them. */
export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) => new Counter<L>({ name: `anxing_${name}`, help, labelNames, registers: [registry] })
  /** A gauge that is read when it is asked for. */
  const reading = (name: string, help: string, read: () => number) => {
    new Gauge({ name: `anxing_${name}`, help, registers: [registry], collect() { this.set(read()) } })
  }
  return {
    registry,
    reading,
    /** Many values of one label, read when they are asked for. */
    readings(name: string, help: string, label: string, read: () => Record<string, number>) {
      new Gauge({
        name: `anxing_${name}`, help, labelNames: [label], registers: [registry],
        collect() {
          this.reset()
          for (const [value, number] of Object.entries(read())) this.set({ [label]: value }, number)
        },
      })
    },
    wireRefused: counter('wire_refused_total', 'Messages refused at the edge, by topic and code.', ['topic', 'code']),
    events: counter('events_total', 'Events from devices, by what became of them.', ['outcome']),
    ingestCommits: counter('ingest_commits_total', 'Transactions that stored events.'),
    ingestFailures: counter('ingest_failures_total', 'Transactions that had to be tried again.'),
    ingestSeconds: new Histogram({ name: 'anxing_ingest_commit_seconds', help: 'Duration of a transaction that stores events.', buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5], registers: [registry] }),
    alerts: counter('alerts_total', 'Alerts, by what was done.', ['action']),
    alertShownMs: new Histogram({ name: 'anxing_alert_shown_milliseconds', help: 'From the release of an alert to its first opaque frame, per device.', buckets: [25, 50, 100, 250, 500, 1000, 2500, 5000, 15_000, 60_000], registers: [registry] }),
    signIns: counter('sign_ins_total', 'Attempts to sign in, by outcome.', ['outcome']),
    pairings: counter('pairings_total', 'Devices paired, by way.', ['way']),
    requests: counter('http_requests_total', 'HTTP requests, by status.', ['status']),
    jobs: counter('job_runs_total', 'Runs of timed jobs, by job and outcome.', ['job', 'outcome']),
  }
}
