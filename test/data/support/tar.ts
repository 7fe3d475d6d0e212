/** TAR archives as POSIX specifies them, made independently of the reader under test. */
import { concat, utf8 } from './files.ts';

/** What ends an archive. */
export const TAR_END: Uint8Array = new Uint8Array(1024);

/** One entry: header and content, padded to blocks. */
export function tarEntry(name: string, content: Uint8Array | string, type = '0', prefix = ''): Uint8Array {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  const header = new Uint8Array(512);
  const put = (text: string, at: number): void => {
    header.set(utf8(text), at);
  };
  put(name, 0);
  put('0000644\0', 100);
  put(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  put(' '.repeat(8), 148);
  put(type, 156);
  put('ustar\x0000', 257);
  put(prefix, 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return concat(header, bytes, new Uint8Array((512 - (bytes.length % 512)) % 512));
}
