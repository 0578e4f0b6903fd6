import { createStore, type StoreApi } from 'zustand/vanilla';
import { fieldsBetween, getField } from '../../config/describe';
import { fieldName } from '../../config/fieldNames';
import type { RunConfig } from '../../config/runConfig';
import { valueText } from '../../config/valueText';
import type { ConfigState, ConfigStore } from './configStore';

/** Steps that can be undone; a configuration shares what has not changed with the one before. */
const MOST_STEPS = 200;
/** Fields of one step that are named. */
const MOST_NAMED = 3;

interface HistoryState {
  /** What the panels said before each step, newest last. */
  readonly past: readonly ConfigState[];
  /** What they said before each step that was undone, newest last. */
  readonly future: readonly ConfigState[];
  /** What was undone or done again last, in words; the number tells two equal ones apart. */
  readonly said: { readonly text: string; readonly number: number } | null;
}

/** Undo and redo of what is set in the panels. */
export interface ConfigHistory {
  readonly store: StoreApi<HistoryState>;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Ends the step under way: a further edit of the same field is a step of its own. */
  readonly settle: () => void;
}

/**
 * Keeps what the panels said. Edits of one field in a row are one step, until it is settled: a drag of a slider, a number
 * that is typed. A preset or an opened configuration is one step.
 */
export function createConfigHistory(config: ConfigStore): ConfigHistory {
  const store = createStore<HistoryState>(() => ({ past: [], future: [], said: null }));
  /** The field whose edits go on with the last step. */
  let open: string | null = null;
  let isMoving = false;

  config.subscribe((state, before) => {
    if (isMoving || state.config === before.config) return;
    const { past } = store.getState();
    // Something else has put the settings back, as the button of a message does.
    if (past.at(-1)?.config === state.config) {
      store.setState(({ future }) => ({ past: past.slice(0, -1), future: [...future, before] }));
      open = null;
      return;
    }
    const changed = fieldsBetween(before.config, state.config);
    // As from "0" to "0.", on the way to another number.
    if (changed.length === 0) return;
    const field = changed.length === 1 ? changed[0]!.path : null;
    const goesOn = field !== null && field === open;
    open = field;
    store.setState({ future: [], past: goesOn ? past : [...past, before].slice(-MOST_STEPS) });
  });

  function move(word: string, from: 'past' | 'future', to: 'past' | 'future'): void {
    const before = config.getState();
    const { [from]: steps, [to]: others, said } = store.getState();
    const wanted = steps.at(-1);
    if (wanted === undefined) return;
    isMoving = true;
    before.restore(wanted);
    isMoving = false;
    open = null;
    const text = `${word}: ${changeText(before.config, wanted.config)}`;
    store.setState({
      [from]: steps.slice(0, -1),
      [to]: [...others, before],
      said: { text, number: (said?.number ?? 0) + 1 },
    });
  }

  return {
    store,
    undo: () => move('Undone', 'past', 'future'),
    redo: () => move('Done again', 'future', 'past'),
    settle: () => {
      open = null;
    },
  };
}

/** "Global weight α 0.75 → 0.5"; of many fields, the names of the first. */
export function changeText(before: RunConfig, after: RunConfig): string {
  const fields = fieldsBetween(before, after);
  const [first] = fields;
  if (first === undefined) return 'nothing that is set';
  if (fields.length === 1) {
    const value = (config: RunConfig) => valueText(getField(config, first.path), first.shape);
    return `${fieldName(first)} ${value(before)} → ${value(after)}`;
  }
  const names = fields.slice(0, MOST_NAMED).map(fieldName).join(', ');
  const others = fields.length - MOST_NAMED;
  return others > 0 ? `${names} and ${others} more` : names;
}
