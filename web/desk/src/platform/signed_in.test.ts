import { ProblemError } from '@goodhost/shared/http.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { beginAgainWhenSignedIn } from './signed_in.ts';

const problem = (status: number) => new ProblemError({ type: '', title: '', status, code: '', detail: '' });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('begins again when the session holds, and asks again who gave no answer', async () => {
  const answers = [problem(0), problem(503), new TypeError('Failed to fetch'), null];
  const ask = vi.fn(async () => {
    const answer = answers.shift();
    if (answer) throw answer;
  });
  const begin = vi.fn();
  beginAgainWhenSignedIn(ask, begin);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(ask).toHaveBeenCalledTimes(4);
  expect(begin).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(begin).toHaveBeenCalledTimes(1);
});

it('asks no more once the session has ended', async () => {
  const ask = vi.fn(() => Promise.reject(problem(401)));
  const begin = vi.fn();
  beginAgainWhenSignedIn(ask, begin);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(begin).not.toHaveBeenCalled();
});

it('is ended by who left', async () => {
  const ask = vi.fn(() => Promise.reject(problem(503)));
  const end = beginAgainWhenSignedIn(ask, () => {});
  await vi.advanceTimersByTimeAsync(0);
  end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(1);
});
