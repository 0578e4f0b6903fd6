import { alone, withCertain } from '../augment/alone';
import { renderViewCpu } from '../augment/cpu/renderViewCpu';
import { sampleView } from '../augment/sampleView';
import { viewList } from '../augment/viewList';
import type { RunConfig } from '../config/runConfig';
import type { PreviewView } from '../reports/matches';
import type { Preview, PreviewRequest } from '../reports/preview';

/** Draws and renders the views that a configuration would take of an image. */
export function previewViews(
  { views, run }: Pick<RunConfig, 'views' | 'run'>,
  source: Preview['source'],
  request: PreviewRequest,
): Preview {
  const { imageIndex, draw, count, view: only, alone: name } = request;
  const settings = name === undefined ? views : withCertain(views, name);
  const slots = viewList(views);
  const wanted = [...slots.keys()].filter((view) => only === undefined || view === only);
  const render = (view: number, step: number): PreviewView => {
    const { group, size } = slots[view]!;
    const drawn = sampleView(settings, group, view, source, run.seed, step, imageIndex);
    const parameters = name === undefined ? drawn : alone(drawn, name, source);
    return { size, pixels: renderViewCpu(source, parameters, size), parameters };
  };
  const draws = Array.from({ length: count }, (_, later) => wanted.map((view) => render(view, draw + later)));
  return { imageIndex, source, draws };
}
