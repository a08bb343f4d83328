export * from './apply/apply-event.js'
export * from './apply/apply-options.js'
export * from './apply/apply.js'
export { type ChangeEnd } from './apply/change-end.js'
export * from './apply/change-run.js'
export { decodeApplyEvent } from './apply/event-text.js'
export { checkVendors, damagedPlan, planRefusal } from './apply/guard.js'
export { type ChangeRunner, type PlacedChange, type RunnerEnd } from './apply/change-runner.js'
export * from './apply/reconcile.js'
export { desiredTexts } from './desired/app-settings.js'
export * from './desired/check-desired.js'
export * from './desired/desired-file.js'
export { type DesiredState, readDesired } from './desired/desired-state.js'
export * from './desired/diagnostic.js'
export { type OpenLines, contentDigest, fileLines } from './desired/file-lines.js'
export * from './desired/fleet-app.js'
export { type HostPlace, domainPlaces, hostPlaces } from './desired/host-place.js'
export { type IgnoredColumns, ignoredColumns } from './desired/ignored-columns.js'
export { type KnownColumns, knownColumns } from './desired/known-columns.js'
export { type JsonSchema } from './desired/json-schema.js'
export * from './desired/selection.js'
export { type SelectionFault, type SelectionFaultOptions, selectionFaults } from './desired/selection-fault.js'
export * from './error/error-note.js'
export * from './explain/explanation.js'
export * from './explain/next-step.js'
export * from './lists/list-address.js'
export {
  type FleetVendor,
  type FleetVendors,
  type OpenList,
  type PlanAction,
  type PlannedChange,
  openList,
  plannedChange,
  vendorOf,
} from './lists/open-list.js'
export * from './migrate/migrate.js'
export * from './migrate/migration.js'
export * from './migrate/migration-edit.js'
export * from './plan/in-order.js'
export { countedDeletes, plannedDeletes } from './plan/plan-tally.js'
export * from './plan/plan-line.js'
export { type PlanDamage, decodeLine, decodePlan, encodeLine } from './plan/plan-text.js'
export { type VerifiedPlan, verifyPlan } from './plan/verify-plan.js'
export { plan, planBy } from './plan/plan.js'
export * from './plan/plan-options.js'
export * from './pull/config-edit.js'
export * from './pull/existing.js'
export * from './pull/pull-plan.js'
export { type AppRange, type Reading, isReading } from './ranges/app-range.js'
export { type RangeDispatch, type RangeReader } from './ranges/range-dispatch.js'
export * from './ranges/range-reading.js'
export * from './report/group.js'
export { type Tone } from './report/page-data.js'
export { reportHtml } from './report/group-html.js'
export { type GroupReport, listWord, reportMarkdown } from './report/group-report.js'
export * from './report/group-words.js'
export * from './report/plan-html.js'
export * from './report/plan-markdown.js'
export * from './report/plan-words.js'
export { type RollbackOptions, rollback } from './rollback/rollback.js'
export * from './state/budget.js'
export * from './state/kept-change.js'
export { type HistoryEntry, type HistoryPage, HistoryRecord, RunExit, historyKey, runHistory } from './state/history.js'
export {
  Observation,
  knownApps,
  lastObservation,
  observationKey,
  observationOf,
  keepObservation,
} from './state/observation.js'
export * from './state/list-budget.js'
export * from './state/progress.js'
export { type Retention, deleteOldRecords } from './state/retention.js'
export * from './state/open-run.js'
export { type RunChange, type RunEnd } from './state/line-keeper.js'
export { type AnnouncedEnd, type LineEnd } from './state/line-end.js'
export { type Run, type RunResult } from './state/run.js'
export { type RunHolder, holderName, runHolder } from './state/run-holder.js'
export * from './verify/confirm-file-check.js'
export * from './verify/fleet-state.js'
export {
  type Deviation,
  type StateCounts,
  type VerifyFinding,
  type VerifyLine,
  type VerifySummary,
} from './verify/verify-line.js'
export { type VerifyOptions, verify, verifyBy } from './verify/verify.js'
export { ChangeRecord, KeptStatus, RunRecord, budgetKey, changeKey, runKey } from './state/record.js'
export { takenOver } from './state/record-failure.js'
export { unknownName } from './desired/row-diagnostic.js'
