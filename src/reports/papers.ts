/** @file The papers that the playground rests on: of its references, and of what cites a run. */

export interface Paper {
  /** Of its BibTeX entry. */
  readonly key: string;
  /** First name first. */
  readonly authors: readonly string[];
  readonly title: string;
  /** As one says it, e.g. "ICLR"; absent where it was not published but on arXiv. */
  readonly venue?: string;
  /** The same in full, as BibTeX has it. */
  readonly booktitle?: string;
  readonly year: number;
  readonly arxiv: string;
  /** What of it is here. */
  readonly what: string;
}

const VICREG_AUTHORS = ['Adrien Bardes', 'Jean Ponce', 'Yann LeCun'];

/** VICRegL and VICReg first: whoever cites a run cites both. */
export const PAPERS = {
  vicregl: {
    key: 'bardes2022vicregl',
    authors: VICREG_AUTHORS,
    title: 'VICRegL: Self-Supervised Learning of Local Visual Features',
    venue: 'NeurIPS',
    booktitle: 'Advances in Neural Information Processing Systems (NeurIPS)',
    year: 2022,
    arxiv: '2210.01571',
    what: 'What this playground trains: both kinds of matches, and the sum of both losses.',
  },
  vicreg: {
    key: 'bardes2022vicreg',
    authors: VICREG_AUTHORS,
    title: 'VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised Learning',
    venue: 'ICLR',
    booktitle: 'International Conference on Learning Representations (ICLR)',
    year: 2022,
    arxiv: '2105.04906',
    what: 'The three terms: what the global loss is, and what the local one does with matched cells.',
  },
  convnext: {
    key: 'liu2022convnext',
    authors: [
      'Zhuang Liu',
      'Hanzi Mao',
      'Chao-Yuan Wu',
      'Christoph Feichtenhofer',
      'Trevor Darrell',
      'Saining Xie',
    ],
    title: 'A ConvNet for the 2020s',
    venue: 'CVPR',
    booktitle: 'IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)',
    year: 2022,
    arxiv: '2201.03545',
    what: 'ConvNeXt, one of the two backbones.',
  },
  resnet: {
    key: 'he2016resnet',
    authors: ['Kaiming He', 'Xiangyu Zhang', 'Shaoqing Ren', 'Jian Sun'],
    title: 'Deep Residual Learning for Image Recognition',
    venue: 'CVPR',
    booktitle: 'IEEE Conference on Computer Vision and Pattern Recognition (CVPR)',
    year: 2016,
    arxiv: '1512.03385',
    what: 'ResNet, the other backbone.',
  },
  adamw: {
    key: 'loshchilov2019adamw',
    authors: ['Ilya Loshchilov', 'Frank Hutter'],
    title: 'Decoupled Weight Decay Regularization',
    venue: 'ICLR',
    booktitle: 'International Conference on Learning Representations (ICLR)',
    year: 2019,
    arxiv: '1711.05101',
    what: 'AdamW, one of the two optimisers.',
  },
  lars: {
    key: 'you2017lars',
    authors: ['Yang You', 'Igor Gitman', 'Boris Ginsburg'],
    title: 'Large Batch Training of Convolutional Networks',
    year: 2017,
    arxiv: '1708.03888',
    what: 'LARS, the other optimiser.',
  },
} as const satisfies Record<string, Paper>;

export function arxivAddress({ arxiv }: Paper): string {
  return `https://arxiv.org/abs/${arxiv}`;
}
