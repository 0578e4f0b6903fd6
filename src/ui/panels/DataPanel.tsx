import { useConfig, useRun, useSession } from '../store/context';
import { DataFacts } from './DataFacts';
import { FieldList } from './FieldList';
import { FileDrop } from './FileDrop';
import { useFields } from './useField';

/** Fields that a source does not use. */
const UNUSED: Readonly<Record<string, readonly string[]>> = {
  synthetic: [],
  cifar10: ['data.size', 'data.count', 'data.seed'],
  images: ['data.count', 'data.seed'],
};

/** Where the images come from, and what there is of them. */
export function DataPanel() {
  const session = useSession();
  const source = useConfig((state) => state.config.data.source);
  const files = useRun((state) => state.files);
  const fields = useFields('data.').filter(({ path }) => !UNUSED[source]?.includes(path));
  const [choice, others] = [fields.slice(0, 1), fields.slice(1)];
  return (
    <>
      <FieldList fields={choice} />
      {source === 'cifar10' && (
        <FileDrop
          what="CIFAR-10 batch files"
          hint="The binary version: data_batch_1.bin to data_batch_5.bin, test_batch.bin; any number of them."
          accept=".bin,.txt"
          chosen={files.cifar10}
          onFiles={(chosen) => void session.chooseFiles('cifar10', batchFiles(chosen))}
        />
      )}
      {source === 'images' && (
        <FileDrop
          what="images"
          hint="PNG, JPEG or WebP. In a folder of folders, each one is a class."
          accept="image/*"
          chosen={files.images}
          onFiles={(chosen) => void session.chooseFiles('images', chosen)}
        />
      )}
      <FieldList fields={others} />
      <DataFacts />
    </>
  );
}

/** Batches and their class names out of what a folder holds; everything when there are none, so that the message can name it. */
function batchFiles(files: readonly File[]): readonly File[] {
  const batches = files.filter(({ name }) => /\.(bin|meta\.txt)$/i.test(name));
  return batches.length > 0 ? batches : files;
}
