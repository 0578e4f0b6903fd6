import type { RunConfig } from '../../config/runConfig';
import { createConfigStore, type ConfigStore } from './configStore';
import type { Lesson } from './lesson';
import { lockedMessage } from './locks';
import { addressWith } from './pageAddress';
import type { RunStore } from './runStore';

/** What the panels say of a page with a lesson: a change that its locks refuse is told, with the way to the page without. */
export function createLessonConfig(
  initial: RunConfig | undefined,
  lesson: Lesson,
  run: RunStore,
): ConfigStore {
  const config = createConfigStore(initial, {
    fields: lesson.lock,
    onRefused: (fields) => {
      const unlock = () => window.location.assign(addressWith({ config, run }, { ...lesson, lock: [] }));
      run.dispatch({ type: 'told', message: lockedMessage(fields, unlock) });
    },
  });
  return config;
}
