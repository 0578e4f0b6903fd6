import type { CellQuantity } from '../../../worker/protocol';

/** What can be shown of cells, as it is called. */
export const QUANTITY_TITLES: Readonly<Record<CellQuantity['of'], string>> = {
  components: 'Components',
  norm: 'Norm',
  channel: 'Channel',
  likeness: 'Likeness',
};

/** What the numbers of a quantity are. */
export function quantityText(quantity: CellQuantity): string {
  switch (quantity.of) {
    case 'components':
      return 'First three principal components as red, green and blue';
    case 'norm':
      return 'Euclidean norm of each cell';
    case 'channel':
      return `Channel ${quantity.channel}`;
    case 'likeness':
      return 'Cosine to the chosen cell';
  }
}
