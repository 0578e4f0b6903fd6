import type { z } from '../zod';
import { Failure } from '../failure';
import { issueLine } from './issueText';
import { CONFIG_VERSION, runConfig, type RunConfig } from './runConfig';

const CORRECT = 'Correct these fields, or start from a preset.';

/**
 * Checks a value of unknown origin (a file, a link, a command line) against the schema.
 * @param remedy what to do about values that cannot be used; who cannot change them is not told to.
 * @throws Failure `config_version` for another layout version, `config_invalid` with every offending field named.
 */
export function parseConfig(value: unknown, origin: string, remedy = CORRECT): RunConfig {
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version !== CONFIG_VERSION) {
    throw new Failure({
      code: 'config_version',
      message: `${origin} holds a configuration of version ${String(version)}; this playground reads version ${CONFIG_VERSION}.`,
      remedy:
        version > CONFIG_VERSION
          ? 'Open it in the newer playground that wrote it, or reload this page to get the newest one.'
          : 'Set it up again from a preset.',
    });
  }
  const result = runConfig.safeParse(value);
  if (!result.success) {
    throw new Failure({
      code: 'config_invalid',
      message: `${origin} holds values that cannot be used: ${listIssues(result.error, value)}.`,
      remedy,
    });
  }
  return result.data;
}

const SHOWN_ISSUES = 5;

function listIssues(error: z.ZodError, value: unknown): string {
  const lines = error.issues.slice(0, SHOWN_ISSUES).map((issue) => issueLine(issue, value));
  const rest = error.issues.length - lines.length;
  return lines.join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}
