import { z } from '../zod';
import { fieldRegistry, type FieldMeta } from './field';
import { runConfig, type RunConfig } from './runConfig';

/** A value that a field can hold. */
export type FieldValue = number | string | boolean | null | readonly number[];

export interface FieldOption {
  readonly value: string | number;
  readonly label: string;
}

interface NumberRange {
  readonly integer: boolean;
  readonly min: number;
  readonly max: number;
  /** True where the smallest number itself is refused. */
  readonly isMinOpen?: true;
}

/** What a control needs to know of one field. */
export type FieldShape =
  | ({ readonly kind: 'number' } & NumberRange)
  | ({ readonly kind: 'nullableNumber' } & NumberRange)
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly options: readonly FieldOption[] }
  | { readonly kind: 'text' }
  | { readonly kind: 'integerList' };

/** One field of a configuration: where it is, what is said of it, and which values it takes. */
export interface FieldDescription {
  /** Keys from the root, joined by dots, e.g. `views.crops.0.size`. */
  readonly path: string;
  readonly meta: FieldMeta;
  readonly shape: FieldShape;
}

/**
 * Every field of `config` in the order of the schema. The configuration decides which members of a list and which
 * branch of a choice (e.g. of backbone families) there are.
 */
export function describeConfig(config: RunConfig): FieldDescription[] {
  return walk(runConfig, config, []);
}

function walk(schema: z.ZodType, value: unknown, path: readonly string[]): FieldDescription[] {
  const meta = fieldRegistry.get(schema);
  if (meta !== undefined) return [{ path: path.join('.'), meta, shape: shapeOf(schema, meta) }];
  if (schema instanceof z.ZodDefault) return walk(schema.unwrap() as z.ZodType, value, path);
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Record<string, z.ZodType>;
    return Object.entries(shape).flatMap(([key, member]) =>
      walk(member, childOf(value, key), [...path, key]),
    );
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    const element = schema.element as z.ZodType;
    return value.flatMap((item, index) => walk(element, item, [...path, String(index)]));
  }
  if (schema instanceof z.ZodUnion) {
    const branch = (schema.options as z.ZodType[]).find((option) => option.safeParse(value).success);
    return branch === undefined ? [] : walk(branch, value, path);
  }
  return [];
}

function shapeOf(schema: z.ZodType, meta: FieldMeta): FieldShape {
  if (schema instanceof z.ZodDefault) return shapeOf(schema.unwrap() as z.ZodType, meta);
  if (schema instanceof z.ZodNullable) return { ...numberShape(schema.unwrap()), kind: 'nullableNumber' };
  if (schema instanceof z.ZodNumber) return { ...numberShape(schema), kind: 'number' };
  if (schema instanceof z.ZodBoolean) return { kind: 'boolean' };
  if (schema instanceof z.ZodArray) return { kind: 'integerList' };
  if (schema instanceof z.ZodEnum) return choiceOf(schema.options, meta);
  if (schema instanceof z.ZodUnion) {
    const members = schema.options as z.ZodLiteral<string | number>[];
    return choiceOf(
      members.map((member) => member.value),
      meta,
    );
  }
  if (schema instanceof z.ZodString) return { kind: 'text' };
  throw new Error(`No control is known for the field "${meta.label}".`);
}

function choiceOf(values: readonly (string | number)[], meta: FieldMeta): FieldShape {
  return {
    kind: 'choice',
    options: values.map((value) => ({ value, label: meta.options?.[value] ?? String(value) })),
  };
}

function numberShape(schema: unknown): NumberRange {
  if (!(schema instanceof z.ZodNumber)) throw new Error('Only numbers can be switched off.');
  const { minValue: min } = schema;
  return {
    integer: schema.format?.includes('int') === true,
    min: min ?? Number.NEGATIVE_INFINITY,
    max: schema.maxValue ?? Number.POSITIVE_INFINITY,
    ...(min === null || schema.safeParse(min).success ? {} : { isMinOpen: true }),
  };
}

/** Value at `path`; `undefined` when the configuration has no such field. */
export function getField(config: RunConfig, path: string): FieldValue | undefined {
  let value: unknown = config;
  for (const key of path.split('.')) value = childOf(value, key);
  return value as FieldValue | undefined;
}

/** A copy of `config` with another value at `path`; what is not on the way is shared. The value is not checked. */
export function setField(config: RunConfig, path: string, value: unknown): unknown {
  return replace(config, path.split('.'), value);
}

function replace(node: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(node)) {
    return node.map((item: unknown, index) => (String(index) === key ? replace(item, rest, value) : item));
  }
  return { ...(node as object), [key]: replace(childOf(node, key), rest, value) };
}

function childOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** Equality of two field values; lists by their members. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((member, index) => Object.is(member, b[index]));
  }
  return Object.is(a, b);
}

/** Fields of `config` whose value differs in `base` or is missing there, in the order of the schema. */
export function changedFields(config: RunConfig, base: RunConfig): FieldDescription[] {
  return describeConfig(config).filter(
    ({ path }) => !sameValue(getField(config, path), getField(base, path)),
  );
}

/** The fields that differ, those that only one of them has included. */
export function fieldsBetween(before: RunConfig, after: RunConfig): FieldDescription[] {
  const gone = describeConfig(before).filter(({ path }) => getField(after, path) === undefined);
  return [...changedFields(after, before), ...gone];
}
