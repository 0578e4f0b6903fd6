import { Failure } from '../failure';
import type { Program } from './program';

/**
 * What is wrong with a program that did not compile: the messages of the compiler, each with its line. The numbered
 * source is the failure's cause, and goes to the console.
 *
 * @param reason what WebGPU said, for what is wrong beyond the source: bindings, limits of the device.
 */
export async function shaderFailure(
  { key, code }: Program,
  module: GPUShaderModule,
  reason: string,
): Promise<Failure> {
  const { messages } = await module.getCompilationInfo();
  const errors = messages.filter(({ type }) => type === 'error');
  const found = errors.map(({ lineNum, linePos, message }) => `line ${lineNum}:${linePos}: ${message}`);
  const source = numbered(
    code,
    errors.map(({ lineNum }) => lineNum),
  );
  const message = `Program "${key}" does not compile: ${found.length === 0 ? reason : found.join('; ')}`;
  console.error(`${message}\n${source}`);
  return new Failure(
    { code: 'internal', message, doing: 'compiling for the GPU' },
    { cause: new Error(source) },
  );
}

/** Source with the number of each line before it, counted from 1; those with errors are marked. */
function numbered(code: string, marked: readonly number[]): string {
  const lines = code.split('\n');
  const width = String(lines.length).length;
  return lines
    .map((line, index) => {
      const number = index + 1;
      return `${marked.includes(number) ? '>' : ' '} ${String(number).padStart(width)} | ${line}`;
    })
    .join('\n');
}
