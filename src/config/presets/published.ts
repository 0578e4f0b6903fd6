import { configFromCommand } from '../reference/command';
import type { Preset } from './preset';

type Published = Omit<Preset, 'group' | 'config'> & {
  readonly command: string;
  readonly corrections?: string;
};

/** The training commands in the reference's README, word for word. */
const COMMANDS: readonly Published[] = [
  {
    name: 'resnet50-100',
    title: 'ResNet-50, 100 epochs',
    description:
      'The published command for one node of 8 GPUs. It needs ImageNet and about 261 GiB of GPU memory on one device: for reading and export, not for a browser.',
    command:
      'python -m torch.distributed.launch --nproc_per_node=8 main_vicregl.py --fp16 --exp-dir /path/to/experiment/ --arch resnet50 --epochs 100 --batch-size 512 --optimizer lars --base-lr 0.3 --weight-decay 1e-06 --size-crops 224 --num-crops 2 --min_scale_crops 0.08 --max_scale_crops 1.0 --alpha 0.75',
  },
  {
    name: 'resnet50-300',
    title: 'ResNet-50, 300 epochs',
    description:
      'The published command for 4 nodes of 8 GPUs. It needs ImageNet and about 1027 GiB of GPU memory on one device: for reading and export, not for a browser.',
    command:
      'python run_with_submitit.py --nodes 4 --ngpus 8 --fp16 --exp-dir /path/to/experiment/ --arch resnet50 --epochs 300 --batch-size 2048 --optimizer lars --base-lr 0.2 --weight-decay 1e-06 --size-crops 224 --num-crops 2 --min_scale_crops 0.08 --max_scale_crops 1.0 --alpha 0.75',
  },
  {
    name: 'convnext-s-100',
    title: 'ConvNeXt-S, 100 epochs',
    description:
      'The published command for one node of 8 GPUs, with its six small views. It needs ImageNet and about 307 GiB of GPU memory on one device: for reading and export, not for a browser.',
    command:
      'python -m torch.distributed.launch --nproc_per_node=8 main_vicregl.py --fp16 --exp-dir /path/to/experiment/ --arch convnext_small --epochs 100 --batch-size 384 --optimizer adamw --base-lr 0.00075 --alpha 0.75',
  },
  {
    name: 'convnext-b-400',
    title: 'ConvNeXt-B, 400 epochs',
    description:
      'The published command for 2 nodes of 8 GPUs. Its text names convnext_small under the heading ConvNeXt-B; here the backbone is convnext_base. It needs ImageNet and about 603 GiB of GPU memory on one device: for reading and export, not for a browser.',
    command:
      'python run_with_submitit.py --nodes 2 --ngpus 8 --fp16 --exp-dir /path/to/experiment/ --arch convnext_small --epochs 400 --batch-size 576 --optimizer adamw --base-lr 0.0005 --alpha 0.75',
    corrections: '--arch convnext_base',
  },
];

export const PUBLISHED: readonly Preset[] = COMMANDS.map(({ corrections, ...preset }) => ({
  ...preset,
  group: 'As published',
  config: configFromCommand(corrections === undefined ? preset.command : `${preset.command} ${corrections}`),
}));
