import type { Screen } from './screens.ts';

/** What leads see of promises. */
export const promiseScreens: Screen[] = [
  {
    name: 'desk-board',
    who: 'agent',
    path: '/desk/board',
    act: (page) => page.getByRole('table', { name: 'Tiers side by side' }).waitFor(),
    dark: true,
  },
  {
    name: 'desk-report-promises',
    who: 'agent',
    path: '/desk/reports/promises',
    act: (page) => page.getByRole('table', { name: 'Tiers side by side' }).waitFor(),
    dark: true,
  },
  {
    name: 'desk-report-promises-behind',
    who: 'agent',
    path: '/desk/reports/promises',
    act: async (page) => {
      await page.getByRole('button', { name: /^All: Broken: / }).click();
      await page.getByRole('dialog').getByRole('link').first().waitFor();
    },
    covered: true,
  },
  {
    name: 'desk-admin-promise_preview',
    who: 'agent',
    path: '/desk/admin/promise_policies',
    act: async (page) => {
      await page.getByRole('table').getByRole('button', { name: 'Normal' }).click();
      await page.getByRole('button', { name: 'What would have happened last month?' }).click();
      await page.getByRole('table', { name: 'What would have happened last month?' }).waitFor();
    },
  },
  {
    name: 'desk-board-ko',
    who: 'korean',
    path: '/desk/board',
  },
];
