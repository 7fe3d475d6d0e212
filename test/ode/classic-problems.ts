/** Problems from the books, with published end values. */
import type { Problem } from './problem.ts';

/** Hairer, Nørsett, Wanner I, section II.0: a periodic orbit of the restricted three-body problem. */
export const arenstorf: Problem = (() => {
  const moon = 0.012277471;
  const earth = 1 - moon;
  const y0 = [0.994, 0, 0, -2.0015851063790824];
  return {
    name: 'Arenstorf orbit',
    rhs: (d, y) => {
      const d1 = ((y[0] + moon) ** 2 + y[1] ** 2) ** 1.5;
      const d2 = ((y[0] - earth) ** 2 + y[1] ** 2) ** 1.5;
      d[0] = y[2];
      d[1] = y[3];
      d[2] = y[0] + 2 * y[3] - (earth * (y[0] + moon)) / d1 - (moon * (y[0] - earth)) / d2;
      d[3] = y[1] - 2 * y[2] - (earth * y[1]) / d1 - (moon * y[1]) / d2;
    },
    y0,
    span: [0, 17.065216560157964],
    end: y0,
  };
})();

/** E. N. Lorenz 1963, σ = 10, ρ = 28, β = 8/3, from (1, 1, 1). */
export const lorenz: Problem = {
  name: 'Lorenz',
  rhs: (d, y) => {
    d[0] = 10 * (y[1] - y[0]);
    d[1] = 28 * y[0] - y[1] - y[0] * y[2];
    d[2] = (-8 / 3) * y[2] + y[0] * y[1];
  },
  y0: [1, 1, 1],
  span: [0, 1],
  end: [-9.37857001092506, -8.35703378842664, 29.3623253373634],
};

/** Hairer, Nørsett, Wanner I, section I.16; end values with 32 digits by Mathematica's NDSolve. */
export const brusselator: Problem = {
  name: 'Brusselator',
  rhs: (d, y) => {
    const reaction = y[0] * y[0] * y[1];
    d[0] = 1 + reaction - 4 * y[0];
    d[1] = 3 * y[0] - reaction;
  },
  y0: [1.5, 3],
  span: [0, 20],
  end: [0.4986370712683478, 4.596780349452011],
};

/**
 * Hairer, Nørsett, Wanner I, section II.10: seven stars in the plane, masses 1 to 7. State: x, y, x′, y′ of the seven.
 * End values: F. Mazzia, C. Magherini, "Test Set for Initial Value Problem Solvers", release 2.4 (2008), problem PLEI.
 */
export const pleiades: Problem = {
  name: 'Pleiades',
  rhs: (d, y) => {
    for (let i = 0; i < 7; i++) {
      let ax = 0;
      let ay = 0;
      for (let j = 0; j < 7; j++) {
        if (j === i) continue;
        const dx = y[j] - y[i];
        const dy = y[7 + j] - y[7 + i];
        const cubed = (dx * dx + dy * dy) ** 1.5;
        ax += ((j + 1) * dx) / cubed;
        ay += ((j + 1) * dy) / cubed;
      }
      d[i] = y[14 + i];
      d[7 + i] = y[21 + i];
      d[14 + i] = ax;
      d[21 + i] = ay;
    }
  },
  y0: [3, 3, -1, -3, 2, -2, 2, 3, -3, 2, 0, 0, -4, 4, 0, 0, 0, 0, 0, 1.75, -1.5, 0, 0, 0, -1.25, 1, 0, 0],
  span: [0, 3],
  end: [
    0.3706139143970502, 3.237284092057233, -3.222559032418324, 0.659709145577531, 0.3425581707156584,
    1.562172101400631, -0.7003092922212495, -3.943437585517392, -3.27138097397255, 5.225081843456543,
    -2.59061243497747, 1.198213693392275, -0.2429682344935824, 1.09144924042898, 3.417003806314313,
    1.354584501625501, -2.590065597810775, 2.025053734714242, -1.155815100160448, -0.8072988170223021,
    0.595239635420871, -3.74124496123401, 0.377345968575063, 0.9386858869551074, 0.3667922227200571,
    -0.347404635380849, 2.344915448180937, -1.947020434263292,
  ],
};
