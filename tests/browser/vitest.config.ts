import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** What looks at what all tests did comes last. */
class WritesLast extends BaseSequencer {
  override async sort(...given: Parameters<BaseSequencer['sort']>): ReturnType<BaseSequencer['sort']> {
    const files = await super.sort(...given);
    const isLast = (file: (typeof files)[number]) => file.moduleId.endsWith('/writes.test.ts');
    return [...files.filter((file) => !isLast(file)), ...files.filter(isLast)];
  }
}

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    globalSetup: ['../journeys/postgres.ts'],
    // A test here is a whole way through the desk; other work on the machine makes it several times as long.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // A second is too short for a page on a machine that does other things too.
    expect: { poll: { timeout: 20_000 } },
    // One browser and one host at a time: what they use of the machine is all that there is on two cores.
    fileParallelism: false,
    isolate: false,
    sequence: { sequencer: WritesLast },
  },
});
