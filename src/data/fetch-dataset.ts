/** Downloading of published data sets into a data directory: `data fetch`. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFormatError } from '../errors.ts';
import { download, sha256 } from './download.ts';
import type { DownloadOptions } from './download.ts';
import { gunzip } from './gunzip.ts';
import { md5 } from './load-published.ts';
import { PUBLISHED } from './published.ts';
import type { Published, PublishedName } from './published.ts';
import { readBytes, unpacked } from './read-array.ts';
import { readTar } from './tar.ts';

/** Most bytes that an archive of a data set may hold. */
const ARCHIVE_LIMIT = 2 ** 30;

/** Whether the file is there; one with other content is the user's and is not touched. */
function isThere(path: string, sum: string): boolean {
  if (!existsSync(path)) return false;
  if (md5(unpacked(readBytes(path), path)) === sum) return true;
  throw new DataFormatError(
    `${path}: is there, but is not the published file; move it away to download that`,
  );
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DataFormatError(`${path}: cannot be made (${why}); choose another --data-dir`);
  }
}

/** Writes the files that are wanted, and only these, whatever else the archive names. */
async function unpackArchive(archive: string, source: Published, dir: string): Promise<void> {
  const entries = readTar(gunzip(readBytes(archive), archive, ARCHIVE_LIMIT), archive);
  for (const { name, md5: sum } of source.files) {
    const entry = entries.find(
      (candidate) => candidate.name.replace(/^\.\//, '') === `${source.folder}/${name}`,
    );
    if (entry === undefined) {
      throw new DataFormatError(
        `${archive}: holds no file ${source.folder}/${name}; remove it and fetch it again`,
      );
    }
    if (md5(entry.content) !== sum) {
      throw new DataFormatError(
        `${archive}: ${source.folder}/${name} is not the published file (by MD5); remove the archive and fetch it again`,
      );
    }
    const path = join(dir, source.folder, name);
    await writeFile(`${path}.part`, entry.content);
    await rename(`${path}.part`, path);
  }
}

/**
 * Downloads the files of a source that are not there yet.
 * @param source files, addresses and checksums
 * @param dir data directory; the files go into its folder of the source's name
 * @param options see `DownloadOptions`
 * @returns paths of all files of the source
 * @throws DataFormatError if a file cannot be downloaded, or another one is in its place
 */
export async function fetchPublished(
  source: Published,
  dir: string,
  options: DownloadOptions = {},
): Promise<string[]> {
  const { files, folder, packing, downloads, mirrors } = source;
  const urls = (name: string): string[] => mirrors.map((mirror) => `${mirror}/${name}`);
  const suffix = packing === 'gz' ? '.gz' : '';
  const paths = files.map(({ name }) => join(dir, folder, `${name}${suffix}`));
  const missing = files.filter(({ md5: sum }, i) => !isThere(paths[i], sum));
  await makeFolder(join(dir, folder));
  if (packing === 'gz') {
    const wanted = downloads.filter((file) => missing.some(({ name }) => `${name}.gz` === file.name));
    for (const [i, file] of wanted.entries()) {
      await download(file, join(dir, folder, file.name), urls(file.name), options).catch((error: unknown) => {
        const others = wanted.slice(i + 1).map(({ name }) => name);
        if (!(error instanceof DataFormatError) || others.length === 0) throw error;
        throw new DataFormatError(`${error.message}, and likewise ${others.join(', ')}`);
      });
    }
  } else if (missing.length > 0) {
    const [file] = downloads;
    const archive = join(dir, file.name);
    if (!existsSync(archive)) await download(file, archive, urls(file.name), options);
    else if ((await sha256(archive)) !== file.sha256) {
      throw new DataFormatError(
        `${archive}: is there, but is not the published archive (by SHA-256); move it away to download that`,
      );
    }
    await unpackArchive(archive, source, dir);
    await rm(archive);
  }
  return paths;
}

/**
 * Downloads a published data set.
 * @param name which
 * @param dir data directory
 * @param options see `DownloadOptions`
 * @returns paths of its files
 * @throws DataFormatError as `fetchPublished`
 */
export async function fetchDataset(
  name: PublishedName,
  dir: string,
  options: DownloadOptions = {},
): Promise<string[]> {
  return await fetchPublished(PUBLISHED[name], dir, options);
}
