// URLs of pictures. The program draws the pictures and serves them over its own protocol. The
// window never opens a paper.
import { convertFileSrc } from '@tauri-apps/api/core';

export const sides = [160, 320, 640, 1280, 2048] as const;
export type Side = (typeof sides)[number];

export function pictureUrl(path: string, side: Side): string {
  return convertFileSrc(`${path}/${side}`, 'picture');
}

/** The smallest size that is sharp in a box whose longer side has this many CSS pixels. */
export function sharpSide(box: number): Side {
  const wanted = box * (globalThis.devicePixelRatio || 1) * 0.95;
  return sides.find((side) => side >= wanted) ?? 2048;
}
