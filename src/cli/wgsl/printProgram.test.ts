import { expect, it } from 'vitest';
import { programNames, programText } from './printProgram';

it('lists the families of programs', () => {
  expect(programNames()).toEqual(expect.arrayContaining(['gram', 'linear', 'nearest', 'residual']));
});

it('prints a program by name and constants, or by its key', () => {
  const spaced = programText(['residual', 'add=true', 'lanes=4', 'gamma=true', 'keep=false']);
  expect(spaced).toContain('fn main(');
  expect(spaced).toContain('gamma: array<vec4<f32>>');
  expect(programText(['residual,add=true,lanes=4,gamma=true,keep=false'])).toBe(spaced);
});

it('prints what it is where buffers hold halves', () => {
  const native = programText(['residual,add=true,lanes=4,gamma=false,keep=false,half=x+y']);
  expect(native).toContain('enable f16;');
  expect(native).toContain('x: array<vec4<f16>>');
  expect(programText(['residual,add=true,lanes=4,gamma=false,keep=false,packed=x'])).toContain(
    'x: array<vec2<u32>>',
  );
});

it('says which constants are missing, and what there is', () => {
  expect(() => programText(['nearest'])).toThrow('tileM=…');
  expect(() => programText(['neares'])).toThrow('There is no program "neares".');
});
