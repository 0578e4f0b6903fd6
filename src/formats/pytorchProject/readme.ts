import { equivalentCommand } from '../../config/reference/equivalent';
import type { RunConfig } from '../../config/runConfig';
import { TRAIN_COMMAND } from './trainCommand';

/** The same run for the reference repository, as Markdown. */
export function referenceText(config: RunConfig, images: number): string {
  const { command, without } = equivalentCommand(config, images);
  const list = without.map((line) => `- ${line}`).join('\n');
  return [
    command === undefined
      ? 'The reference repository has no such training.'
      : `In the reference repository this trains as the configuration says, from the start:\n\n\`\`\`sh\n${command}\n\`\`\``,
    ...(list === '' ? [] : [`What has no option there:\n\n${list}`]),
  ].join('\n\n');
}

/** `README.md` of the folder. */
export function readmeText(config: RunConfig, step: number, images: number, hasViews: boolean): string {
  return `# Going on in PyTorch

A training of VICRegL after ${step} steps on ${images} images. train.py goes on from there. It needs Python 3.8 or newer,
PyTorch 1.13 or newer, NumPy and Pillow.

## Train

\`\`\`sh
${TRAIN_COMMAND}   # one machine, 8 GPUs
torchrun --nproc_per_node 2 train.py --data path/to/images --backend gloo     # two processes on processors
sbatch --nodes 4 train.sbatch --data /shared/images                           # Slurm, 4 machines
python train_ray.py --processes 8 -- --data /shared/images --out /shared/out  # Ray; needs ray[train]
\`\`\`

--data is a folder with a folder of images for each class. --shards 'train-{000..146}.tar' --images 1281167 reads shards of
WebDataset instead. --batch is that of all processes together; the learning rate follows it, times batch / 256. Batch norms and
the criterion see the images of all processes.${
    hasViews
      ? `

views.safetensors holds views that the playground has drawn for the next steps. On them the losses are the playground's:

\`\`\`sh
python train.py --views views.safetensors --out compared
\`\`\``
      : ''
  }

Results are in the folder --out, "continued" by default. The same command goes on from there. SIGTERM saves and ends.

## Back into the playground

Drop run.zip onto the page, or give the folder to \`npm run train -- --resume\`. The page and the command line go on with the
images that the run was begun with; weights.safetensors can be a start on any others.

## The reference

${referenceText(config, images)}
`;
}
