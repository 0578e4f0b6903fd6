import type { z } from 'zod';
import { Failure } from '../failure';
import { CONFIG_VERSION, runConfig, type RunConfig } from './runConfig';

/**
 * Checks a value of unknown origin (a file, a link, a command line) against the schema.
 * @throws Failure `config_version` for another layout version, `config_invalid` with every offending field named.
 */
export function parseConfig(value: unknown, origin: string): RunConfig {
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
      message: `${origin} holds values that cannot be used: ${listIssues(result.error)}.`,
      remedy: 'Correct these fields, or start from a preset.',
    });
  }
  return result.data;
}

const SHOWN_ISSUES = 5;

function listIssues(error: z.ZodError): string {
  const lines = error.issues.map(
    (issue) => `${issue.path.join('.') || 'the configuration'}: ${issue.message}`,
  );
  const rest = lines.length - SHOWN_ISSUES;
  return lines.slice(0, SHOWN_ISSUES).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}
