import { Anchor } from '@mantine/core';
import { PUBLISHED_AT, PUBLISHED_BY, PUBLISHED_MODELS } from '../../training/weights/publishedModels';
import classes from './lookPanel.module.css';

/** What VICRegL's authors have published, file by file. Links lead away; the page itself asks no other site. */
export function PublishedModels() {
  return (
    <div className={classes.published}>
      <p>
        The models of the paper, as{' '}
        <Anchor href={PUBLISHED_BY} target="_blank" rel="noreferrer" inherit underline="always">
          its authors have published them
        </Anchor>{' '}
        (CC BY-NC). Download a file, then drop it here. A backbone is enough; full checkpoints have the
        expanders too, and are larger.
      </p>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Published models">
        <table>
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">α</th>
              <th scope="col">Backbone</th>
              <th scope="col">Full checkpoint</th>
            </tr>
          </thead>
          <tbody>
            {PUBLISHED_MODELS.map(({ title, alpha, backbone, full }) => (
              <tr key={backbone}>
                <th scope="row">{title}</th>
                <td>{alpha}</td>
                <td>
                  <FileLink name={backbone} />
                </td>
                <td>
                  <FileLink name={full} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        ResNets of torchvision and timm, and ConvNeXts of Meta, timm, torchvision and transformers work too,
        and so do weights that this page has saved.
      </p>
    </div>
  );
}

function FileLink({ name }: { readonly name: string }) {
  return (
    <Anchor href={PUBLISHED_AT + name} target="_blank" rel="noreferrer" inherit underline="always">
      {name}
    </Anchor>
  );
}
