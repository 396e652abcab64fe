import type { Named, Severity, Status, Ticket, TicketRow } from '@goodhost/shared/api.ts';
import { useMemo } from 'react';
import { client, queryClient } from '../../platform/client.ts';
import { type T, useT } from '../../platform/i18n.tsx';
import { notifyProblem, notifyUndo } from '../../platform/notify.tsx';
import { patchTicket, refreshCountsSoon, rememberTicket } from './cache.ts';
import { ticketKeys } from './queries.ts';

interface Change {
  patch?: Partial<Ticket>;
  send: () => Promise<unknown>;
  /** What is said when it is done, with what takes it back. */
  done?: string;
  undo?: Change;
}

/** Shown at once, sent, put back when refused, and undone on request. */
export async function change(id: number, wanted: Change, t: T): Promise<boolean> {
  const putBack = rememberTicket(id);
  if (wanted.patch) patchTicket(id, wanted.patch);
  try {
    await wanted.send();
  } catch (error) {
    putBack();
    notifyProblem(error, t);
    return false;
  }
  void queryClient.invalidateQueries({ queryKey: ticketKeys.ticket(id) });
  refreshCountsSoon();
  const undo = wanted.undo;
  if (wanted.done && undo) notifyUndo(wanted.done, { label: t('desk.action.undo'), run: () => void change(id, undo, t) });
  return true;
}

const path = (id: number, rest = '') => `/tickets/${id}${rest}`;

function statusChange(id: number, status: Status, reason?: string | null, nextReportAt?: string | null): Change {
  if (status === 'resolved') return { patch: { status }, send: () => client.post(path(id, '/resolution')) };
  if (status === 'closed') return { patch: { status }, send: () => client.post(path(id, '/closure')) };
  const body = { status, ...(reason ? { reason } : {}), ...(nextReportAt ? { next_report_at: nextReportAt } : {}) };
  return {
    patch: { status, ...(status === 'on_hold' ? { reason: reason ?? null } : {}) },
    send: () => client.put(path(id, '/status'), body),
  };
}

/** What takes a status back: ends are resources of their own. */
function statusBack(row: TicketRow, reason: string | null | undefined, from: Status): Change {
  const patch = { status: row.status };
  if (from === 'resolved') return { patch, send: () => client.delete(path(row.id, '/resolution')) };
  if (from === 'closed') return { patch, send: () => client.delete(path(row.id, '/closure')) };
  return statusChange(row.id, row.status, reason, row.next_report_at);
}

interface Scope {
  row: TicketRow;
  t: T;
  run: (wanted: Change) => Promise<boolean>;
}

const plain = (id: number, patch: Partial<Ticket>, body: Record<string, unknown>): Change => ({
  patch,
  send: () => client.patch(path(id), body),
});

function assignment(id: number, assignee: Named | null, team: Named | null): Change {
  const body = { assignee_id: assignee?.id ?? null, team_id: team?.id ?? null };
  return { patch: { assignee, team }, send: () => client.put(path(id, '/assignment'), body) };
}

function peopleActions({ row, t, run }: Scope) {
  const { id } = row;
  const undo = assignment(id, row.assignee, row.team);
  return {
    assign: (assignee: Named | null, team: Named | null = row.team) =>
      run({
        ...assignment(id, assignee, team),
        done: assignee ? t('desk.done.assigned', { name: assignee.name }) : t('desk.done.unassigned'),
        undo,
      }),
    assignTeam: (team: Named | null) =>
      run({ ...assignment(id, row.assignee, team), done: t('desk.done.team', { name: team?.name ?? '–' }), undo }),
    setFollowers: (followers: Named[]) =>
      run({ patch: { followers }, send: () => client.put(path(id, '/followers'), { agent_ids: followers.map((one) => one.id) }) }),
    setCc: (cc: Ticket['cc']) => run({ patch: { cc }, send: () => client.put(path(id, '/cc'), { addresses: cc }) }),
  };
}

function stateActions({ row, t, run }: Scope) {
  const { id } = row;
  return {
    setStatus: (status: Status, reason?: string, nextReportAt?: string) =>
      run({
        ...(row.status === 'resolved' && status === 'open'
          ? { patch: { status }, send: () => client.delete(path(id, '/resolution')) }
          : statusChange(id, status, reason, nextReportAt)),
        done: t('desk.done.status', { status: t(`desk.status.${status}`) }),
        undo: statusBack(row, (row as Ticket).reason, status),
      }),
    snooze: (until: string) =>
      run({
        patch: { snoozed_until: until },
        send: () => client.put(path(id, '/snooze'), { until }),
        done: t('desk.done.snoozed'),
        undo: { patch: { snoozed_until: row.snoozed_until }, send: () => client.delete(path(id, '/snooze')) },
      }),
    wake: () => run({ patch: { snoozed_until: null }, send: () => client.delete(path(id, '/snooze')) }),
    markUnread: () => run({ patch: { unread: true }, send: () => client.delete(path(id, '/read')) }),
  };
}

function fieldActions({ row, t, run }: Scope) {
  const { id } = row;
  return {
    setSeverity: (severity: Severity, reason?: string) =>
      run({
        ...plain(id, { severity }, reason ? { severity, severity_reason: reason } : { severity }),
        done: t('desk.done.severity', { severity: t(`desk.severity.${severity}`) }),
        undo: plain(id, { severity: row.severity }, { severity: row.severity, severity_reason: t('desk.done.undone') }),
      }),
    setCategory: (category: string) =>
      run({
        ...plain(id, { category }, { category }),
        done: t('desk.done.category'),
        undo: plain(id, { category: row.category }, { category: row.category }),
      }),
    setSubject: (subject: string) =>
      run({
        ...plain(id, { subject }, { subject }),
        done: t('desk.done.subject'),
        undo: plain(id, { subject: row.subject }, { subject: row.subject }),
      }),
    setField: (key: string, value: unknown, all: Record<string, unknown>) =>
      run(plain(id, { custom_fields: { ...all, [key]: value } }, { custom_fields: { [key]: value } })),
    setService: (service: TicketRow['service']) => run(plain(id, { service }, { service_id: service?.id ?? null })),
    setTags: (tags: string[]) => run({ patch: { tags }, send: () => client.put(path(id, '/tags'), { tags }) }),
  };
}

function relationActions({ row, t, run }: Scope) {
  const { id } = row;
  return {
    merge: (into: number) =>
      run({
        send: () => client.post(path(id, '/merge'), { into_ticket_id: into }),
        done: t('desk.done.merged', { number: into }),
        undo: { send: () => client.delete(path(id, '/merge')) },
      }),
    unmerge: () => run({ send: () => client.delete(path(id, '/merge')) }),
    link: (other: number, kind: string) => run({ send: () => client.post(path(id, '/links'), { ticket_id: other, kind }) }),
    unlink: (other: number) => run({ send: () => client.delete(path(id, `/links/${other}`)) }),
  };
}

export function makeTicketActions(row: TicketRow, t: T) {
  const scope: Scope = { row, t, run: (wanted) => change(row.id, wanted, t) };
  return { ...peopleActions(scope), ...stateActions(scope), ...fieldActions(scope), ...relationActions(scope) };
}

export type TicketActions = ReturnType<typeof makeTicketActions>;

export function useTicketActions(row: TicketRow): TicketActions {
  const t = useT();
  return useMemo(() => makeTicketActions(row, t), [row, t]);
}
