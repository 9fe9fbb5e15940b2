// The four corners of a sheet on a photo: upper left, upper right, lower right, lower left, each
// across and down in ten-thousandths of the photo.
export type Corner = [number, number];
export type Corners = [Corner, Corner, Corner, Corner];

export const whole = 10_000;

/** Where corners begin if no sheet was found. */
export const startCorners: Corners = [
  [800, 800],
  [9200, 800],
  [9200, 9200],
  [800, 9200],
];

/** Whether a sheet can have them: inside, in order, without a dent. The program checks it again. */
export function arePossible(corners: Corners): boolean {
  const [a, b, c, d] = corners;
  const turn = (p: Corner, q: Corner, r: Corner) =>
    ((q[0] - p[0]) * (r[1] - q[1]) - (q[1] - p[1]) * (r[0] - q[0])) / (whole * whole);
  const turns = [turn(a, b, c), turn(b, c, d), turn(c, d, a), turn(d, a, b)];
  const area = (turn(a, b, c) + turn(c, d, a)) / 2;
  const inside = corners.flat().every((part) => part >= 0 && part <= whole);
  return inside && turns.every((one) => one > 1e-4) && area >= 0.01;
}

/** With one corner elsewhere, kept inside the photo. */
export function withCorner(corners: Corners, at: number, [x, y]: Corner): Corners {
  const inside = (part: number) => Math.round(Math.min(whole, Math.max(0, part)));
  return corners.map((had, one) => (one === at ? [inside(x), inside(y)] : had)) as Corners;
}

/** How they stand in the path of a picture. */
export const inPath = (corners: Corners): string => corners.map(([x, y]) => `${x},${y}`).join('_');
