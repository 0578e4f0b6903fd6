import katex from 'katex';
import 'katex/dist/katex.min.css';
import { useLayoutEffect, useRef } from 'react';
import { light, useLit } from '../../store/lit';
import classes from './loss.module.css';

/** Names a knob's symbol on what KaTeX draws of it; nothing else of HTML is let in. */
const OPTIONS: katex.KatexOptions = {
  displayMode: true,
  trust: ({ command }) => command === '\\htmlData',
  strict: false,
};

/** A formula in TeX, with MathML for who does not see it; its knobs' symbols light up the knobs, and are lit by them. */
export function Formula({ tex }: { readonly tex: string }) {
  const element = useRef<HTMLDivElement>(null);
  const lit = useLit();
  useLayoutEffect(() => {
    katex.render(tex, element.current!, OPTIONS);
  }, [tex]);
  useLayoutEffect(() => {
    for (const node of element.current!.querySelectorAll<HTMLElement>('[data-symbol]')) {
      node.toggleAttribute('data-lit', node.dataset.symbol === lit);
    }
  }, [tex, lit]);
  return (
    <div
      ref={element}
      className={classes.formula}
      onMouseOver={({ target }) =>
        light((target as Element).closest<HTMLElement>('[data-symbol]')?.dataset.symbol ?? null)
      }
      onMouseLeave={() => light(null)}
    />
  );
}
