import classes from './shell.module.css';

/** In a view's place while its program is loaded. */
export function ViewLoading({ title }: { readonly title: string }) {
  return (
    <div className={classes.emptyView} role="status">
      <p>Loading “{title}” …</p>
    </div>
  );
}
