// The guide of `docs/guide`, made into pages when the window is built.
declare module 'virtual:guide' {
  type Chapter = { title: string; html: string };
  const guide: Record<'es' | 'en', Chapter[]>;
  export default guide;
}
