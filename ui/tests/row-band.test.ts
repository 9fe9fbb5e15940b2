import { describe, expect, test } from 'vitest';
import { bandBelow } from '../src/state/look/row-band';

describe('a row that somebody adds', () => {
  test('is below the last one, as high as it', () => {
    expect(bandBelow([1000, 1300, 1100, 1400], undefined)).toEqual([1300, 1600, 1400, 1700]);
  });
  test('is in the gap before the next one', () => {
    expect(bandBelow([1000, 1300, 1000, 1300], [1560, 1860, 1560, 1860])).toEqual([
      1300, 1560, 1300, 1560,
    ]);
    expect(bandBelow([1000, 1300, 1000, 1300], [2000, 2300, 2000, 2300])).toEqual([
      1300, 1600, 1300, 1600,
    ]);
  });
  test('is nowhere without room, below the page, or beside a row without a place', () => {
    expect(bandBelow([1000, 1300, 1000, 1300], [1310, 1600, 1310, 1600])).toBeNull();
    expect(bandBelow([9700, 9900, 9700, 9900], undefined)).toBeNull();
    expect(bandBelow(null, undefined)).toBeNull();
  });
});
