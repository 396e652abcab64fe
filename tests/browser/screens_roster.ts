import type { Screen } from './screens.ts';

const roster = '/desk/roster';

/** Who works when: rosters, their editor, leave. */
export const rosterScreens: Screen[] = [
  { name: 'desk-roster', who: 'agent', path: roster, dark: true },
  {
    name: 'desk-roster-month',
    who: 'agent',
    path: roster,
    act: (page) => page.getByText('Four weeks', { exact: true }).click(),
  },
  {
    name: 'desk-roster-shift',
    who: 'agent',
    path: roster,
    act: async (page) => {
      await page.getByRole('button', { name: 'Add a shift' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).waitFor();
    },
    covered: true,
  },
  {
    name: 'desk-roster-form',
    who: 'agent',
    path: roster,
    act: async (page) => {
      await page.getByRole('button', { name: 'Edit roster' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Add a layer' }).waitFor();
    },
    covered: true,
  },
  { name: 'desk-roster-leave', who: 'agent', path: roster, act: (page) => page.getByRole('tab', { name: 'Leave' }).click() },
  { name: 'desk-roster-hand-over', who: 'agent', path: roster, act: (page) => page.getByRole('tab', { name: 'Hand-over' }).click() },
  { name: 'desk-roster-planner', who: 'agent', path: roster, act: (page) => page.getByRole('tab', { name: 'Planner' }).click() },
  { name: 'desk-roster-ko', who: 'korean', path: roster },
  { name: 'desk-roster-bn', who: 'bengali', path: roster },
];
