/** @file What is changed in packages when they are bundled, so that they run under the page's policy (see `csp.mjs`). */

const CHANGES = [
  {
    file: /tfjs-backend-wasm-threaded-simd\.js$/,
    replacements: [
      // Eight threads would start from blobs and wait for nothing: those of `src/wasm/pool.ts` do the work.
      ['var pthreadPoolSize=8;', 'var pthreadPoolSize=0;'],
      // The last thread that is ready would say that the backend is.
      [
        'PThread.unusedWorkers.forEach(function(w){PThread.loadWasmModuleToWorker(w,function(){if(!--numWorkersToLoad)removeRunDependency("wasm-instantiate")})})',
        'removeRunDependency("wasm-instantiate")',
      ],
    ],
  },
  {
    file: /plotly-basic\.js$/,
    replacements: [
      // The style of a tag such as <b> in a title, as an attribute; set like this it needs no leave.
      ['if (nodeSpec2.style) nodeAttrs.style = nodeSpec2.style;', ''],
      [
        'currentNode = nodeSpec2.node = newNode;',
        'newNode.style.cssText = nodeSpec2.style ?? ""; currentNode = nodeSpec2.node = newNode;',
      ],
    ],
  },
];

/** A plugin for `vite.config.ts`, its workers included. The dev server leaves packages as they are: it has no such policy. */
export function packageChanges() {
  return {
    name: 'package-changes',
    transform(code, id) {
      const change = CHANGES.find(({ file }) => file.test(id.split('?')[0]));
      if (change === undefined) return null;
      const changed = change.replacements.reduce((text, pair) => replaceOnce(text, pair, id), code);
      return { code: changed, map: null };
    },
  };
}

function replaceOnce(text, [before, after], id) {
  if (text.split(before).length !== 2) throw new Error(`${id} is not as package-changes.mjs knows it.`);
  return text.replace(before, () => after);
}
