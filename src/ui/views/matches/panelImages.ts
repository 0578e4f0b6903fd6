import { PARTS, type SetOverview } from '../../../reports/inspection';

/** Images of a panel: enough for a steady accuracy, few enough to be looked at often. */
export const PANEL_SIZE = 16;

const VALIDATION = PARTS.indexOf('validation');

/** Always the same validation images of a set; its first ones where no part is for validation. */
export function panelImages({ count, parts }: Pick<SetOverview, 'count' | 'parts'>): readonly number[] {
  const all = Array.from({ length: count }, (_, image) => image);
  const validation = all.filter((image) => parts[image] === VALIDATION);
  return (validation.length > 0 ? validation : all).slice(0, PANEL_SIZE);
}

/** Another image of the same class, `turn` further in the order of the set; any other image where there are no classes. */
export function partnerOf(image: number, turn: number, { count, labels }: SetOverview): number {
  const all = Array.from({ length: count }, (_, place) => place);
  const same = labels === undefined ? all : all.filter((other) => labels[other] === labels[image]);
  const others = same.filter((other) => other !== image);
  if (others.length === 0) return image;
  const next = others.findIndex((other) => other > image);
  return others[((next < 0 ? 0 : next) + turn) % others.length]!;
}
