import { FORMAT_NAMES } from '../../data/images/imageFormats';
import { useConfig, useRun, useSession } from '../store/context';
import type { ChosenFiles } from '../store/dataRequest';
import { AddressField } from './AddressField';
import { CameraButton } from './CameraButton';
import { DataFacts } from './DataFacts';
import { FieldList } from './FieldList';
import { FileDrop } from './FileDrop';
import { KeptDataSets } from './KeptDataSets';
import { MoreFilesChoice } from './MoreFilesChoice';
import { useFields } from './useField';

/** What the sources that need files ask for. */
const WANTED: Readonly<Record<keyof ChosenFiles, { readonly what: string; readonly hint: string }>> = {
  cifar10: {
    what: 'CIFAR-10 batch files',
    hint: 'Of CIFAR-10 or CIFAR-100: the batch files (data_batch_1.bin …), their folder, or the archive as it is downloaded. The test batch is kept for evaluation.',
  },
  images: {
    what: 'images',
    hint: `${FORMAT_NAMES}, in a folder or as zip, tar or tar.gz. Folders in the chosen folder are classes. train/ is trained on, val/ and test/ are kept for evaluation. PNG files in masks/ beside images/ are their masks.`,
  },
  arrays: {
    what: 'array files',
    hint: 'Images with their labels: IDX files (as of MNIST), the binary files of STL-10, or NumPy’s .npz. What is called train is trained on, val, test and t10k are kept for evaluation.',
  },
};

/** Where the images come from, and what there is of them. */
export function DataPanel() {
  const session = useSession();
  const source = useConfig((state) => state.config.data.source);
  const files = useRun((state) => state.files);
  const fields = useFields('data.');
  const [choice, others] = [fields.slice(0, 1), fields.slice(1)];
  return (
    <>
      <FieldList fields={choice} />
      {source !== 'synthetic' && (
        <FileDrop
          key={source}
          {...WANTED[source]}
          chosen={files[source]}
          onFiles={(chosen, found) => void session.chooseFiles(found, chosen)}
        >
          {source === 'images' && <CameraButton />}
        </FileDrop>
      )}
      {source !== 'synthetic' && <AddressField />}
      {source !== 'synthetic' && files[source].length > 0 && <MoreFilesChoice />}
      <FieldList fields={others} />
      <DataFacts />
      <KeptDataSets />
    </>
  );
}
