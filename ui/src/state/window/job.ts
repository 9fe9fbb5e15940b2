// Jobs: the number that cancels a job, and the channel that reports its progress.
import { Channel } from '@tauri-apps/api/core';
import type { Progress } from '../../generated/types';

// Numbers start from the clock, so that a reloaded window does not reuse the number of an earlier
// job.
let last = Date.now() % 1_000_000_000;

export function job(): number {
  last += 1;
  return last;
}

export function progress(heard: (progress: Progress) => void): Channel<Progress> {
  const channel = new Channel<Progress>();
  channel.onmessage = heard;
  return channel;
}
