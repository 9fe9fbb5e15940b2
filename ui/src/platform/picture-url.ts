// Addresses of pictures. The program draws them and serves them by its own protocol; the window
// never opens a paper itself.
import { convertFileSrc } from '@tauri-apps/api/core';

export const sides = [160, 320, 640, 1280, 2048] as const;
export type Side = (typeof sides)[number];

export function pictureUrl(path: string, side: Side): string {
  return convertFileSrc(`${path}/${side}`, 'picture');
}

/** The smallest picture that is sharp in a box whose longest side has so many CSS pixels. */
export function sharpSide(box: number): Side {
  const wanted = box * (globalThis.devicePixelRatio || 1) * 0.95;
  return sides.find((side) => side >= wanted) ?? 2048;
}
