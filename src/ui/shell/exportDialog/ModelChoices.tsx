import { Switch } from '@mantine/core';
import { PTH_NAMES, type ExportChoices, type PthNames } from '../../../exporting/choices';
import type { FileFormat } from '../../../exporting/formats';
import { useRun } from '../../store/context';
import { Choice } from './Choice';
import { OPTION_CLASSES } from './optionClasses';
import classes from './exportDialog.module.css';

interface ModelChoicesProps {
  readonly format: FileFormat;
  readonly choices: ExportChoices;
  readonly onChoices: (change: Partial<ExportChoices>) => void;
}

/** What can be chosen of a model's file; nothing of other formats. */
export function ModelChoices({ format, choices, onChoices }: ModelChoicesProps) {
  if (format === 'onnx' || format === 'tfjs')
    return (
      <div className={classes.choices}>
        <Choice
          label="What the model takes"
          value={choices.input}
          options={INPUT_LABELS}
          onChange={(input) => onChoices({ input })}
        />
        <Switch
          classNames={OPTION_CLASSES}
          label="With the expanders’ outputs"
          description="embedding and map_embeddings, beside map and representation"
          checked={choices.expanders}
          onChange={(event) => onChoices({ expanders: event.currentTarget.checked })}
        />
      </div>
    );
  return format === 'pth' ? <PthChoices choices={choices} onChoices={onChoices} /> : null;
}

const INPUT_LABELS: Readonly<Record<ExportChoices['input'], string>> = {
  pixels: 'Pixels from 0 to 1; it normalises them itself',
  normalised: 'Pixels that you have normalised',
};

const NAME_LABELS: Readonly<Record<PthNames, string>> = {
  model: 'The reference’s whole model',
  backbone: 'Its backbone alone, as Meta’s and torchvision’s',
  timm: 'timm’s backbone',
};

function PthChoices({ choices, onChoices }: Omit<ModelChoicesProps, 'format'>) {
  const isLars = useRun(({ active }) => active?.optim.optimizer === 'lars');
  const { names, optimizer } = choices;
  return (
    <div className={classes.choices}>
      <Switch
        classNames={OPTION_CLASSES}
        label="With the optimiser’s state"
        description={`A full checkpoint, from which the reference’s main_vicregl.py goes on${
          isLars ? '; torch.load needs its optimizers.py and weights_only=False' : ''
        }`}
        checked={optimizer}
        onChange={(event) => onChoices({ optimizer: event.currentTarget.checked })}
      />
      <Choice
        label="Names of the tensors"
        value={optimizer ? PTH_NAMES[0] : names}
        options={NAME_LABELS}
        off={optimizer ? PTH_NAMES : []}
        onChange={(chosen) => onChoices({ names: chosen })}
      />
    </div>
  );
}
