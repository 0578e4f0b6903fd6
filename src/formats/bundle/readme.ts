import { counted } from '../../reports/format';
import { cardSections, oneLine } from '../report/modelCard';
import type { RunBundle } from './runBundle';

/** `README.md`: what each file is and how to go on with it, in plain words. */
export function readmeText(run: Omit<RunBundle, 'weights' | 'checkpoint'>): string {
  const { name, step, data, config, environment, snapshots, evaluations } = run;
  const isSynthetic = config.data.source === 'synthetic';
  const path = isSynthetic ? 'synthetic' : 'FOLDER-OR-FILE';
  return `# ${oneLine(name)}

A training of VICRegL after ${steps(step)}, on ${data.count.toLocaleString('en')} images of ${data.width} × ${data.height} pixels (${oneLine(data.name)}).
Made by ${oneLine(environment.program)}, with ${oneLine(environment.runtime)}, on ${oneLine(environment.adapter)} (${oneLine(environment.backend)}).

## What is here

- manifest.json: name, step, images and machine of the run; the files with their sizes
- config.json: every setting of the run
- metrics.jsonl: one line for each reported step, with losses, accuracies and rates
- evaluations.json: what the weights were measured by, ${evaluations.length} in all
- matches/: pictures of matched cells with all numbers behind them, ${snapshots.length} in all
- weights.safetensors: the trained weights, under the names of the reference implementation
- checkpoint.safetensors: the same with the optimiser's state, all that the training needs to go on
- run.json: what the command line needs to go on

Your images are not in it${isSynthetic ? '; these scenes are made again from the configuration' : ', only how many there are and what they are called'}.

## Go on in the page

Drop the whole zip file onto the page of the VICRegL Playground. Curves, evaluations and matches come back, and Continue
goes on from the last step${isSynthetic ? '' : ' once you have chosen the same images again'}.

## Go on at the command line

    unzip THIS-FILE.zip -d runs/again
    npm run train -- --resume runs/again${isSynthetic ? '' : ` --data ${path}`}
    npm run eval -- --weights runs/again/weights.safetensors --data ${path} --out evaluation.json
    npm run report -- THIS-FILE.zip

## Use the weights in Python

    # pip install safetensors torch
    from safetensors.torch import load_file
    state = load_file("weights.safetensors")
    backbone = {k.removeprefix("backbone."): v for k, v in state.items() if k.startswith("backbone.")}
    # model.load_state_dict(backbone) of the reference's ConvNeXt or ResNet of the sizes in config.json

    import json
    metrics = [json.loads(line) for line in open("metrics.jsonl")]

${cardSections(run)}`;
}

function steps(count: number): string {
  return counted(count, 'step');
}
