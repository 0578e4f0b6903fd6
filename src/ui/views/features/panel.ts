import { PARTS, type SetOverview } from '../../../reports/inspection';

/** Images of the panel besides the one that is asked for. */
const PANEL_IMAGES = 6;

/**
 * The images that the view shows: always the same ones of a set, the first of its validation images, or of all where there
 * are none.
 * @param extra number of one more, which comes first
 */
export function panelImages({ parts }: Pick<SetOverview, 'parts'>, extra: number | undefined): number[] {
  const wanted = PARTS.indexOf('validation');
  const numbers = [...parts.keys()];
  const kept = numbers.filter((image) => parts[image] === wanted);
  const panel = (kept.length > 0 ? kept : numbers).slice(0, PANEL_IMAGES);
  return extra === undefined ? panel : [extra, ...panel.filter((image) => image !== extra)];
}
