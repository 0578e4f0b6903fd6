import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  changedFields,
  describeConfig,
  getField,
  setField,
  type FieldDescription,
} from '../../config/describe';
import { issueText } from '../../config/issueText';
import { DEFAULT_PRESET, findPreset, PRESETS, type Preset } from '../../config/presets';
import { runConfig, type RunConfig } from '../../config/runConfig';
import type { RunOrigin } from '../../storage/runRecord';
import { isLockedBy, lockedBetween, type Lock } from './locks';

/** What was typed into a field and cannot be used; the configuration keeps the last value that could. */
export interface RejectedEdit {
  readonly value: unknown;
  readonly message: string;
}

export interface ConfigState {
  /** The starting point that changes are counted from. */
  readonly preset: Preset;
  /** The run that the settings were taken from, where they were. */
  readonly takenFrom: RunOrigin | null;
  /** What the panels say; always valid by the schema. */
  readonly config: RunConfig;
  readonly rejected: Readonly<Record<string, RejectedEdit>>;
}

export interface ConfigActions {
  /** Takes a value that a person entered at `path`; one that the schema refuses is kept beside, with the reason. */
  readonly edit: (path: string, value: unknown) => void;
  /** Puts one field back to the preset's value. */
  readonly revert: (path: string) => void;
  /** Starts over from a preset; unknown names are ignored. */
  readonly startFrom: (name: string) => void;
  /** Takes over a whole configuration, e.g. from a link or a file; `takenFrom` is the run whose it was. */
  readonly replace: (config: RunConfig, takenFrom?: RunOrigin) => void;
  /** Goes back to what the panels said before, refused edits included. */
  readonly restore: (before: ConfigState) => void;
  /** True for a field that cannot be changed, or for the beginning of paths that all cannot. */
  readonly isLocked: (path: string) => boolean;
  /** Whether a configuration leaves all locked fields as they are; it is told where not. Nothing else is ever taken over. */
  readonly accepts: (config: RunConfig) => boolean;
}

/** What a link keeps from being changed. */
interface Locked {
  readonly fields: Lock;
  /** Told of the fields that stood against a change, which was then not made. */
  readonly onRefused: (fields: readonly FieldDescription[]) => void;
}

export type ConfigStore = StoreApi<ConfigState & ConfigActions>;

export function createConfigStore(initial?: RunConfig, locked?: Locked): ConfigStore {
  const standard = findPreset(DEFAULT_PRESET);
  if (standard === undefined) throw new Error(`The default preset "${DEFAULT_PRESET}" is missing.`);
  const config = initial ?? standard.config;
  const preset = nearestPreset(config) ?? standard;
  const lock = locked?.fields ?? [];
  return createStore((set, get) => {
    const accepts = (next: RunConfig) => {
      const touched = lockedBetween(lock, get().config, next);
      if (touched.length > 0) locked?.onRefused(touched);
      return touched.length === 0;
    };
    const take = (next: Pick<ConfigState, 'preset' | 'takenFrom' | 'config' | 'rejected'>) => {
      if (accepts(next.config)) set(next);
    };
    return {
      preset,
      takenFrom: null,
      config,
      rejected: {},
      edit: (path, value) => {
        const next = edited(get(), path, value);
        // A value that the schema refuses would wait beside the field.
        const isWaiting = next.config === undefined && isLockedBy(lock, path);
        if (isWaiting || !accepts(next.config ?? get().config)) return;
        set(next);
      },
      revert: (path) => {
        const value = getField(get().preset.config, path);
        if (value !== undefined) get().edit(path, value);
      },
      startFrom: (name) => {
        const found = findPreset(name);
        if (found !== undefined) take({ preset: found, takenFrom: null, config: found.config, rejected: {} });
      },
      replace: (next, takenFrom) =>
        take({
          preset: nearestPreset(next) ?? get().preset,
          takenFrom: takenFrom ?? null,
          config: next,
          rejected: {},
        }),
      restore: ({ preset: from, takenFrom, config: next, rejected }) =>
        take({ preset: from, takenFrom, config: next, rejected }),
      isLocked: (path) => isLockedBy(lock, path),
      accepts,
    };
  });
}

/** Paths of the fields that differ from the preset. */
export function changedPaths({ config, preset }: ConfigState): string[] {
  return changedFields(config, preset.config).map((field) => field.path);
}

/** The preset that differs in the fewest fields: links and files hold a configuration, not where it came from. */
function nearestPreset(config: RunConfig): Preset | undefined {
  const distances = PRESETS.map((preset) => changedFields(config, preset.config).length);
  return PRESETS[distances.indexOf(Math.min(...distances))];
}

function edited(state: ConfigState, path: string, value: unknown): Partial<ConfigState> {
  const others = Object.entries(state.rejected).filter(([otherPath]) => otherPath !== path);
  const attempt = tryValue(state.config, path, value);
  if (attempt.config === undefined) {
    return { rejected: { ...Object.fromEntries(others), [path]: { value, message: attempt.message } } };
  }
  // A value that was refused because of another one may fit now.
  let config = attempt.config;
  const stillRefused: typeof others = [];
  for (const [otherPath, other] of others) {
    const retry = tryValue(config, otherPath, other.value);
    if (retry.config === undefined) stillRefused.push([otherPath, other]);
    else config = retry.config;
  }
  const known = new Set(describeConfig(config).map((field) => field.path));
  const rejected = Object.fromEntries(stillRefused.filter(([otherPath]) => known.has(otherPath)));
  return { config, rejected };
}

function tryValue(config: RunConfig, path: string, value: unknown): { config?: RunConfig; message: string } {
  const changed = setField(config, path, value);
  const result = runConfig.safeParse(changed);
  if (result.success) return { config: result.data, message: '' };
  const issues = result.error.issues;
  const own = issues.find((issue) => issue.path.join('.').startsWith(path)) ?? issues[0];
  return { message: own === undefined ? 'This value cannot be used.' : issueText(own, changed) };
}
