import type { StepCommand } from '../../compute/computer';
import { plainName, plainOpName } from '../../reports/programNames';
import type { DeviceSpeed } from '../speed';

/**
 * @file What a recorded step would cost on a device of which a few numbers are known: the least time of each command,
 * added up. Nothing is known of caches, of how busy a command keeps the device, or of two that run side by side.
 */

/** What most of the time is spent on. */
export type Bound = 'arithmetic' | 'bytes' | 'overhead';

/** Commands that belong together. */
export interface PredictedGroup {
  /** For people: a program, or an op's kernel with all of its programs. */
  readonly name: string;
  readonly commands: number;
  readonly operations: number;
  readonly bytes: number;
  /** Of arithmetic and bytes. */
  readonly workSeconds: number;
  /** Overhead included. */
  readonly seconds: number;
  /** Of the step, 0 to 1. */
  readonly share: number;
  readonly bound: Bound;
  /**
   * The time of the work that cannot be left out, as a share of the time of all work, overhead aside: what goes
   * through scratch tensors could be left out, were the op one program. 0 to 1.
   */
  readonly ofRoof: number;
}

export interface StepPrediction {
  /** The step's floor: a device with these numbers does not do it in less. */
  readonly seconds: number;
  /** `seconds`, by what it is spent on. */
  readonly split: Readonly<Record<Bound, number>>;
  /** The time of the work that cannot be left out, as a share of `seconds`, 0 to 1. */
  readonly usefulShare: number;
  /** Dispatches and copies. */
  readonly commands: number;
  readonly operations: number;
  readonly bytes: number;
  /** By program, the longest first. */
  readonly programs: readonly PredictedGroup[];
  /** By op, the longest first. */
  readonly ops: readonly PredictedGroup[];
}

/** A command takes as long as its arithmetic or its bytes, whichever is longer, and what any command takes. */
export function predictStep(commands: readonly StepCommand[], speed: DeviceSpeed): StepPrediction {
  const costs = commands.map((command) => costOf(command, speed));
  const { work, split, needed, operations, bytes } = sumOf(costs);
  const seconds = work + split.overhead + speed.secondsPerSubmit;
  const groups = (nameOf: (command: StepCommand) => string) => grouped(costs, nameOf, seconds);
  return {
    seconds,
    split: { ...split, overhead: split.overhead + speed.secondsPerSubmit },
    usefulShare: needed / seconds,
    commands: commands.length,
    operations,
    bytes,
    programs: groups(({ program }) => plainName(program)),
    ops: groups(({ op, program }) => (op === '' ? plainName(program) : plainOpName(op))),
  };
}

interface CommandCost {
  readonly command: StepCommand;
  /** Seconds of its work. */
  readonly work: number;
  /** Seconds of the work that cannot be left out. */
  readonly needed: number;
  readonly split: Readonly<Record<Bound, number>>;
}

function costOf(command: StepCommand, speed: DeviceSpeed): CommandCost {
  const { operations, bytes, scratchBytes } = command;
  const arithmetic = operations / speed.operationsPerSecond;
  const moving = bytes / speed.bytesPerSecond;
  const isArithmetic = arithmetic > moving;
  return {
    command,
    work: Math.max(arithmetic, moving),
    needed: Math.max(arithmetic, (bytes - scratchBytes) / speed.bytesPerSecond),
    split: {
      arithmetic: isArithmetic ? arithmetic : 0,
      bytes: isArithmetic ? 0 : moving,
      overhead: speed.secondsPerDispatch,
    },
  };
}

function grouped(
  costs: readonly CommandCost[],
  nameOf: (command: StepCommand) => string,
  whole: number,
): PredictedGroup[] {
  const groups = new Map<string, CommandCost[]>();
  for (const cost of costs) {
    const name = nameOf(cost.command);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [cost]);
    else group.push(cost);
  }
  return [...groups]
    .map(([name, members]): PredictedGroup => {
      const { work, needed, split, operations, bytes } = sumOf(members);
      const seconds = work + split.overhead;
      return {
        ...{ name, commands: members.length, operations, bytes },
        ...{ workSeconds: work, seconds, share: seconds / whole },
        bound: (Object.keys(split) as Bound[]).reduce((most, next) =>
          split[next] > split[most] ? next : most,
        ),
        ofRoof: work === 0 ? 1 : needed / work,
      };
    })
    .sort((a, b) => b.seconds - a.seconds);
}

function sumOf(costs: readonly CommandCost[]) {
  const sum = (value: (cost: CommandCost) => number): number =>
    costs.reduce((total, cost) => total + value(cost), 0);
  return {
    work: sum(({ work }) => work),
    needed: sum(({ needed }) => needed),
    split: {
      arithmetic: sum(({ split }) => split.arithmetic),
      bytes: sum(({ split }) => split.bytes),
      overhead: sum(({ split }) => split.overhead),
    },
    operations: sum(({ command }) => command.operations),
    bytes: sum(({ command }) => command.bytes),
  };
}
