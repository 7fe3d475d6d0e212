/**
 * The nonstiff DETEST problems, classes A to E: T. E. Hull, W. H. Enright, B. M. Fellen, A. E. Sedgwick, "Comparing
 * numerical methods for ordinary differential equations", SIAM J. Numer. Anal. 9 (1972) 603–637. All run over [0, 20].
 *
 * End values: W. H. Enright, J. D. Pryce, "Two FORTRAN packages for assessing initial value methods", ACM TOMS 13
 * (1987) 1–27, Algorithm 648, routine EVALU of NSDTST.
 */
import type { RightHandSide } from '../../src/ode/types.ts';
import type { Problem } from './problem.ts';

const problem = (
  name: string,
  rhs: RightHandSide,
  y0: readonly number[],
  end: readonly number[],
): Problem => ({ name, rhs, y0, span: [0, 20], end });

const firstUnit = (n: number): number[] => Array.from({ length: n }, (_, i) => (i === 0 ? 1 : 0));

/** A: single equations. */
const classA: readonly Problem[] = [
  problem('A1 negative exponential', (d, y) => (d[0] = -y[0]), [1], [2.061153353012535e-9]),
  problem('A2 Riccati', (d, y) => (d[0] = -0.5 * y[0] ** 3), [1], [2.182178902359887e-1]),
  problem('A3 oscillatory', (d, y, t) => (d[0] = y[0] * Math.cos(t)), [1], [2.491650271850414]),
  problem('A4 logistic', (d, y) => (d[0] = (y[0] / 4) * (1 - y[0] / 20)), [1], [1.773016648131483e1]),
  problem('A5 spiral', (d, y, t) => (d[0] = (y[0] - t) / (y[0] + t)), [4], [-7.887826688964196e-1]),
];

/** B: small systems. */
const classB: readonly Problem[] = [
  problem(
    'B1 conflicting populations',
    (d, y) => {
      d[0] = 2 * (y[0] - y[0] * y[1]);
      d[1] = -(y[1] - y[0] * y[1]);
    },
    [1, 3],
    [6.761876008576667e-1, 1.860816099640036e-1],
  ),
  problem(
    'B2 linear chemical reaction',
    (d, y) => {
      d[0] = -y[0] + y[1];
      d[1] = y[0] - 2 * y[1] + y[2];
      d[2] = y[1] - y[2];
    },
    [2, 0, 1],
    [1.000000001030576, 1, 9.999999989694235e-1],
  ),
  problem(
    'B3 nonlinear chemical reaction',
    (d, y) => {
      d[0] = -y[0];
      d[1] = y[0] - y[1] * y[1];
      d[2] = y[1] * y[1];
    },
    [1, 0, 0],
    [2.061153488557776e-9, 5.257228022048349e-2, 9.47427717718363e-1],
  ),
  problem(
    'B4 integral surface of a torus',
    (d, y) => {
      const r = Math.hypot(y[0], y[1]);
      d[0] = -y[1] - (y[0] * y[2]) / r;
      d[1] = y[0] - (y[1] * y[2]) / r;
      d[2] = y[0] / r;
    },
    [3, 0, 0],
    [9.826950928005993e-1, 2.198447081694832, 9.129452507276399e-1],
  ),
  problem(
    'B5 rigid body without forces',
    (d, y) => {
      d[0] = y[1] * y[2];
      d[1] = -y[0] * y[2];
      d[2] = -0.51 * y[0] * y[1];
    },
    [0, 1, 1],
    [-9.396570798729192e-1, -3.421177754000779e-1, 7.414126596199957e-1],
  ),
];

/** dy_i/dt = y_{i−1} − 2 y_i + y_{i+1} with zeros outside. */
const diffusion: RightHandSide = (d, y) => {
  const n = y.length;
  for (let i = 0; i < n; i++) d[i] = (i > 0 ? y[i - 1] : 0) - 2 * y[i] + (i < n - 1 ? y[i + 1] : 0);
};

/** Gravitational constant, mass of the sun with the inner planets, and masses of the outer ones. */
const G = 2.95912208286;
const SUN = 1.00000597682;
const PLANETS = [
  0.954786104043e-3, 0.285583733151e-3, 0.437273164546e-4, 0.517759138449e-4, 0.277777777778e-5,
];

/** Five planets about the sun; state: five positions, then five velocities. */
const fiveBodies: RightHandSide = (d, y) => {
  const cubed = (dx: number, dy: number, dz: number): number => Math.hypot(dx, dy, dz) ** 3;
  for (let i = 0; i < 5; i++) {
    const ownDistance = cubed(y[3 * i], y[3 * i + 1], y[3 * i + 2]);
    for (let axis = 0; axis < 3; axis++) {
      const own = y[3 * i + axis];
      let pull = (-(SUN + PLANETS[i]) * own) / ownDistance;
      for (let j = 0; j < 5; j++) {
        if (j === i) continue;
        const other = y[3 * j + axis];
        const between = cubed(y[3 * j] - y[3 * i], y[3 * j + 1] - y[3 * i + 1], y[3 * j + 2] - y[3 * i + 2]);
        pull += PLANETS[j] * ((other - own) / between - other / cubed(y[3 * j], y[3 * j + 1], y[3 * j + 2]));
      }
      d[3 * i + axis] = y[15 + 3 * i + axis];
      d[15 + 3 * i + axis] = G * pull;
    }
  }
};

/** C: moderate systems. */
const classC: readonly Problem[] = [
  problem(
    'C1 radioactive decay chain, equal rates',
    (d, y) => {
      for (let i = 0; i < 10; i++) d[i] = (i > 0 ? y[i - 1] : 0) - (i < 9 ? y[i] : 0);
    },
    firstUnit(10),
    [
      2.061153622240064e-9, 4.122307244619555e-8, 4.122307244716968e-7, 2.748204829855288e-6,
      1.374102414941961e-5, 5.496409659803266e-5, 1.832136553274552e-4, 5.234675866508716e-4,
      1.30866896662822e-3, 9.979127409508656e-1,
    ],
  ),
  problem(
    'C2 radioactive decay chain, rising rates',
    (d, y) => {
      for (let i = 0; i < 10; i++) d[i] = (i > 0 ? i * y[i - 1] : 0) - (i < 9 ? (i + 1) * y[i] : 0);
    },
    firstUnit(10),
    [
      2.06115357798493e-9, 2.061153573736588e-9, 2.061153569488245e-9, 2.061153565239902e-9,
      2.06115356099156e-9, 2.061153556743217e-9, 2.061153552494874e-9, 2.061153548246532e-9,
      2.061153543998189e-9, 9.99999981449618e-1,
    ],
  ),
  problem(
    'C3 diffusion on 10 points',
    diffusion,
    firstUnit(10),
    [
      2.948119211022058e-3, 5.635380154844266e-3, 7.829072515926013e-3, 0.009348257908594938,
      1.00794361030197e-2, 9.982674171429909e-3, 0.009088693332766086, 7.489115195185912e-3,
      5.322964130953349e-3, 2.762434379029886e-3,
    ],
  ),
  problem(
    'C4 diffusion on 51 points',
    diffusion,
    firstUnit(51),
    [
      3.124111453721466e-3, 6.015416842150318e-3, 8.47002183484265e-3, 1.033682931733337e-2,
      1.153249572873923e-2, 1.204549525737964e-2, 1.192957068015293e-2, 1.128883207111195e-2,
      1.025804501391024e-2, 0.008982017581934168, 7.597500902492453e-3, 6.219920556824985e-3,
      4.935916341009131e-3, 3.801432544256119e-3, 2.844213677587894e-3, 2.069123394222672e-3,
      1.464687282843915e-3, 1.009545263941126e-3, 6.779354330227017e-4, 4.43781526911851e-4,
      2.833264542938954e-4, 1.765005798796805e-4, 1.073342592697238e-4, 6.374497601777217e-5,
      3.698645309704183e-5, 2.097466832643746e-5, 1.162956710412555e-5, 6.306710405783322e-6,
      3.346286430868515e-6, 1.737760074184334e-6, 8.835366904275847e-7, 4.399520411127637e-7,
      2.14618189715236e-7, 1.025981211654928e-7, 4.807864068784215e-8, 2.209175152474847e-8,
      9.95625126313818e-9, 4.402193653748924e-9, 1.910149382204028e-9, 8.13589292147305e-10,
      3.402477118549235e-10, 1.397485617545782e-10, 5.638575303049199e-11, 2.235459707956947e-11,
      8.710498036398032e-12, 3.336554275346643e-12, 1.256679567784939e-12, 4.654359053128788e-13,
      1.693559145599857e-13, 5.996593816663054e-14, 1.891330702629865e-14,
    ],
  ),
  problem(
    'C5 five outer planets',
    fiveBodies,
    [
      3.42947415189, 3.35386959711, 1.35494901715, 6.6414554255, 5.97156957878, 2.18231499728, 11.2630437207,
      14.6952576794, 6.27960525067, -30.1552268759, 1.65699966404, 1.43785752721, -21.123835338,
      28.4465098142, 15.3882659679, -0.557160570446, 0.505696783289, 0.230578543901, -0.415570776342,
      0.365682722812, 0.169143213293, -0.325325669158, 0.189706021964, 0.087726532278, -0.024047625417,
      -0.287659532608, -0.117219543175, -0.176860753121, -0.216393453025, -0.014864789309,
    ],
    [
      -4.792730224323733, -2.420550725448973, -0.9212509306014885, -4.217310404035213, 7.35620294749897,
      3.223785985421212, 4.03555944326227, 1.719865528670555e1, 7.478910794233703, -2.998759326324844e1,
      -4.107310937550929, -9.277008321754407e-1, -2.442125302518482e1, 2.381459045746554e1,
      1.492096306951359e1, 3.499208963063806e-1, -5.748487687912825e-1, -2.551694020879149e-1,
      -5.237040978903326e-1, -2.493000463579661e-1, -8.045341642044464e-2, -3.87528923733411e-1,
      5.648603288767891e-2, 3.023606472143342e-2, 4.133856546712445e-2, -2.862393029841379e-1,
      -1.183032405136207e-1, -1.511986457359206e-1, -2.460068894318766e-1, -3.189687411323877e-2,
    ],
  ),
];

/** D: Kepler orbits, by eccentricity. */
const ORBIT_ENDS: readonly (readonly number[])[] = [
  [2.198835352008397e-1, 9.427076846341813e-1, -9.787659841058176e-1, 3.287977990962036e-1],
  [-1.777027357140412e-1, 9.467784719905892e-1, -1.030294163192969, 1.211074890053952e-1],
  [-0.5780432953035362, 0.8633840009194192, -9.595083730380727e-1, -0.0650491512671209],
  [-9.538990293416394e-1, 6.907409024219432e-1, -8.212674270877433e-1, -1.539574259125825e-1],
  [-1.295266250987574, 4.003938963792321e-1, -6.775390924707566e-1, -1.270838154278686e-1],
];
const classD: readonly Problem[] = [0.1, 0.3, 0.5, 0.7, 0.9].map((e, i) =>
  problem(
    `D${i + 1} orbit of eccentricity ${e}`,
    (d, y) => {
      const cubed = Math.hypot(y[0], y[1]) ** 3;
      d[0] = y[2];
      d[1] = y[3];
      d[2] = -y[0] / cubed;
      d[3] = -y[1] / cubed;
    },
    [1 - e, 0, 0, Math.sqrt((1 + e) / (1 - e))],
    ORBIT_ENDS[i],
  ),
);

/** A second-order equation as a system. */
const second =
  (f: (y: number, v: number, t: number) => number): RightHandSide =>
  (d, y, t) => {
    d[0] = y[1];
    d[1] = f(y[0], y[1], t);
  };

/** E: equations of higher order. E1 starts on J_{1/2}(t + 1) = √(2/(π (t+1))) sin(t + 1). */
const classE: readonly Problem[] = [
  problem(
    'E1 Bessel',
    second((y, v, t) => -(v / (t + 1) + (1 - 0.25 / (t + 1) ** 2) * y)),
    [Math.sqrt(2 / Math.PI) * Math.sin(1), Math.sqrt(2 / Math.PI) * (Math.cos(1) - Math.sin(1) / 2)],
    [1.456723600728308e-1, -9.883500195574063e-2],
  ),
  problem(
    'E2 Van der Pol',
    second((y, v) => (1 - y * y) * v - y),
    [2, 0],
    [2.008149762174948, -4.250887527320057e-2],
  ),
  problem(
    'E3 Duffing',
    second((y, _v, t) => y ** 3 / 6 - y + 2 * Math.sin(2.78535 * t)),
    [0, 0],
    [-1.004178858647128e-1, 2.411400132095954e-1],
  ),
  problem(
    'E4 falling body',
    second((_y, v) => 0.032 - 0.4 * v * v),
    [30, 0],
    [3.395091444646555e1, 2.767822659672869e-1],
  ),
  problem(
    'E5 linear pursuit',
    second((_y, v, t) => Math.sqrt(1 + v * v) / (25 - t)),
    [0, 0],
    [1.411797390542629e1, 2.400000000000002],
  ),
];

export const DETEST: readonly Problem[] = [...classA, ...classB, ...classC, ...classD, ...classE];
