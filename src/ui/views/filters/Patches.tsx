import { PixelCanvas } from '../PixelCanvas';
import type { ShownPatch } from './usePatches';
import classes from './filters.module.css';

/** Cells that excite a channel, the strongest first. */
export function Patches({ patches }: { readonly patches: readonly ShownPatch[] }) {
  const share = (part: number) => `${100 * part}%`;
  return (
    <ol className={classes.patches} aria-label="Cells that excite the channel most">
      {patches.map(({ image, name, outline, picture }) => (
        <li key={image}>
          <div className={classes.patch}>
            {picture !== undefined && (
              <PixelCanvas pixels={picture} label={name} className={classes.filter} smooth />
            )}
            <span
              className={classes.outline}
              style={{
                left: share(outline.left),
                top: share(outline.top),
                width: share(outline.side),
                height: share(outline.side),
              }}
            />
          </div>
          <span className={classes.caption} title={name}>
            {name}
          </span>
        </li>
      ))}
    </ol>
  );
}
