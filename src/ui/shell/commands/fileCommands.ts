import { statusOf } from '../../store/status';
import { EXPORTS } from '../exports';
import type { Command, CommandContext } from './command';

/** Files out and in. */
export function fileCommands({ session, onShow, openers, save }: CommandContext): Command[] {
  const group = 'Files';
  const state = () => ({
    run: session.run.getState(),
    sweep: session.sweep.store.getState(),
    comparison: session.comparison.store.getState(),
    view: onShow.view,
  });
  return [
    ...EXPORTS.map((what): Command => ({
      id: `save.${what.ending}`,
      title: `Save: ${what.title}`,
      group,
      words: 'export download file',
      isThere: () => what.isThere(state()),
      act: () => save(what),
    })),
    {
      id: 'files.export',
      title: 'All exports…',
      group,
      words: 'save download features numpy npz csv parquet onnx tensorflow pytorch model card',
      act: openers.exports,
    },
    {
      id: 'files.look',
      title: 'Look at a model of a file',
      group,
      words: 'weights published pretrained checkpoint matches features photo without training',
      isThere: () => statusOf(session.run.getState()) !== 'gone',
      act: session.lookMode.enter,
    },
    {
      id: 'files.open',
      title: 'Open files…',
      group,
      words: 'import images weights configuration run data',
      act: () => chooseFiles((files) => void session.take(files)),
    },
  ];
}

/** Opens the browser's chooser; what the files hold decides what becomes of them. */
function chooseFiles(take: (files: readonly File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.addEventListener('change', () => take([...(input.files ?? [])]));
  input.click();
}
