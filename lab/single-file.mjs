// A Vite plugin: the page as one file that loads nothing. Its Content-Security-Policy allows its own script and style, known
// by their hashes, workers made from text of the script, and compiling WebAssembly; no request, and no evaluation of text.
import { createHash } from 'node:crypto';

function hashOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

export function singleFile() {
  return {
    name: 'single-file',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle);
        const [script, ...others] = files.filter(({ type }) => type === 'chunk');
        const page = files.find(({ fileName }) => fileName.endsWith('.html'));
        const style = files.find(({ fileName }) => fileName.endsWith('.css'));
        if (others.length > 0 || files.length !== 3) {
          throw new Error(`must be a page, a script and a style (got ${files.map((f) => f.fileName)})`);
        }
        // The end of a script element inside a string would end the script.
        const code = script.code.trim().replaceAll('</script', '<\\/script');
        const css = style.source.trim();
        const policy = [
          "default-src 'none'",
          `script-src ${hashOf(code)} 'wasm-unsafe-eval'`,
          `style-src ${hashOf(css)}`,
          // The empty icon, so that no server is asked for one.
          'img-src data:',
          'worker-src blob:',
          "base-uri 'none'",
          "form-action 'none'",
        ].join('; ');
        page.source = page.source
          .replace(/<script type="module"[^>]*><\/script>/, '')
          .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${css}</style>`)
          .replace(
            /<meta charset="utf-8"\s*\/?>/i,
            (meta) => `${meta}\n<meta http-equiv="Content-Security-Policy" content="${policy}">`,
          )
          .replace('</body>', () => `<script type="module">${code}</script>\n</body>`);
        page.fileName = 'lab.html';
        for (const [name, one] of Object.entries(bundle)) {
          if (one !== page) Reflect.deleteProperty(bundle, name);
        }
      },
    },
  };
}
