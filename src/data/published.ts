/**
 * Data sets that others publish: their files, where they may be downloaded, and their checksums.
 *
 * MNIST: LeCun, Cortes & Burges. Fashion-MNIST: Xiao, Rasul & Vollgraf 2017 (arXiv:1708.07747). CIFAR-10: Krizhevsky
 * 2009. SHA-256 is that of the file as downloaded; MD5, the sum in general use for their contents, is that of the
 * unpacked file, so that a copy that was only packed again is still known.
 */

/** Names of published data sets. */
export type PublishedName = 'mnist' | 'fashion-mnist' | 'cifar10';

/** A file as it is used, unpacked. */
export interface PublishedFile {
  readonly name: string;
  readonly md5: string;
}

/** A file as it is downloaded. */
export interface Download {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A published data set. */
export interface Published {
  readonly title: string;
  /** Folder under the data directory that is its own. */
  readonly folder: string;
  readonly files: readonly PublishedFile[];
  /** `'gz'`: one download per file, kept packed; `'tar.gz'`: one archive with `folder` in it. */
  readonly packing: 'gz' | 'tar.gz';
  readonly downloads: readonly Download[];
  /** Folders of the same downloads, the first preferred. */
  readonly mirrors: readonly string[];
}

function idxFiles(md5: readonly [string, string, string, string]): PublishedFile[] {
  return [
    'train-images-idx3-ubyte',
    'train-labels-idx1-ubyte',
    't10k-images-idx3-ubyte',
    't10k-labels-idx1-ubyte',
  ].map((name, i) => ({ name, md5: md5[i] }));
}

/** All of them. */
export const PUBLISHED: Readonly<Record<PublishedName, Published>> = {
  mnist: {
    title: 'MNIST',
    folder: 'mnist',
    packing: 'gz',
    files: idxFiles([
      '6bbc9ace898e44ae57da46a324031adb',
      'a25bea736e30d166cdddb491f175f624',
      '2646ac647ad5339dbf082846283269ea',
      '27ae3e4e09519cfbb04c329615203637',
    ]),
    downloads: [
      {
        name: 'train-images-idx3-ubyte.gz',
        bytes: 9912422,
        sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
      },
      {
        name: 'train-labels-idx1-ubyte.gz',
        bytes: 28881,
        sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
      },
      {
        name: 't10k-images-idx3-ubyte.gz',
        bytes: 1648877,
        sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
      },
      {
        name: 't10k-labels-idx1-ubyte.gz',
        bytes: 4542,
        sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
      },
    ],
    mirrors: [
      'https://ossci-datasets.s3.amazonaws.com/mnist',
      'https://storage.googleapis.com/cvdf-datasets/mnist',
    ],
  },
  'fashion-mnist': {
    title: 'Fashion-MNIST',
    folder: 'fashion-mnist',
    packing: 'gz',
    files: idxFiles([
      'f4a8712d7a061bf5bd6d2ca38dc4d50a',
      '9018921c3c673c538a1fc5bad174d6f9',
      '8181f5470baa50b63fa0f6fddb340f0a',
      '15d484375f8d13e6eb1aabb0c3f46965',
    ]),
    downloads: [
      {
        name: 'train-images-idx3-ubyte.gz',
        bytes: 26421880,
        sha256: '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
      },
      {
        name: 'train-labels-idx1-ubyte.gz',
        bytes: 29515,
        sha256: 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
      },
      {
        name: 't10k-images-idx3-ubyte.gz',
        bytes: 4422102,
        sha256: '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
      },
      {
        name: 't10k-labels-idx1-ubyte.gz',
        bytes: 5148,
        sha256: '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
      },
    ],
    // The first is the address in the paper's repository over TLS.
    mirrors: [
      'https://fashion-mnist.s3.eu-central-1.amazonaws.com',
      'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com',
    ],
  },
  cifar10: {
    title: 'CIFAR-10',
    folder: 'cifar-10-batches-bin',
    packing: 'tar.gz',
    files: [
      { name: 'data_batch_1.bin', md5: '5dd7e06a14cb22eb9f671a540d1b7c25' },
      { name: 'data_batch_2.bin', md5: '5ea93a67294ea407fff1d09f752e9692' },
      { name: 'data_batch_3.bin', md5: '942cd6a4bcdd0dd3c604fbe906cb4421' },
      { name: 'data_batch_4.bin', md5: 'ae636b3ba5c66a11e91e8cb52e771fcb' },
      { name: 'data_batch_5.bin', md5: '53f37980c15c3d472c316c40844f3f0d' },
      { name: 'test_batch.bin', md5: '803d5f7f4d78ea53de84dbe85f74fb6d' },
    ],
    downloads: [
      {
        name: 'cifar-10-binary.tar.gz',
        bytes: 170052171,
        sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
      },
    ],
    mirrors: ['https://www.cs.toronto.edu/~kriz'],
  },
};

/** Whether `name` is a published data set. */
export function isPublished(name: string): name is PublishedName {
  return Object.hasOwn(PUBLISHED, name);
}
