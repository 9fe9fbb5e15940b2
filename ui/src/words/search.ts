// Text search that ignores accents and case.
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

export function contains(text: string, wanted: string): boolean {
  return plain(text).includes(plain(wanted.trim()));
}
