import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { writeFailure } from '../files/fileFailures';
import type { ProgramCall } from './commands';

/** A program that was started. */
export interface Child {
  /** Its exit code; `null` where a signal ended it at once. */
  readonly ended: Promise<number | null>;
  /** Asks it to save and end. */
  end(): void;
}

/** Starts a program whose standard error goes to a log. */
export type StartChild = (call: ProgramCall, log: string) => Child;

const IS_WINDOWS = process.platform === 'win32';

/**
 * Starts commands of a built program as processes. Each is a process group of its own: a Ctrl-C of the terminal
 * reaches this process alone, which ends them once; a second one would end them before they have saved. The channel tells
 * them when this process is gone.
 *
 * What it returns throws `storage_full` or `storage_failed` where there can be no log.
 */
export function childStarter(script: string): StartChild {
  return ({ program, args, continues }, log) => {
    const file = openLog(log, continues);
    const child = spawn(process.execPath, [script, program, ...args], {
      stdio: ['ignore', 'ignore', file, 'ipc'],
      detached: !IS_WINDOWS,
      windowsHide: true,
    });
    closeSync(file);
    return {
      ended: new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('exit', resolve);
      }),
      // Windows has no such signal, and ends them with the console.
      end: () => {
        if (!IS_WINDOWS) child.kill('SIGINT');
      },
    };
  };
}

function openLog(path: string, continues: boolean): number {
  try {
    return openSync(path, continues ? 'a' : 'w');
  } catch (error) {
    throw writeFailure(path, error);
  }
}
