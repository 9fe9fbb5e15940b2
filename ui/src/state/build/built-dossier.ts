// What the program tells of a dossier that it has built.
import type { build } from '../../generated/commands';

export type BuiltDossier = Awaited<ReturnType<typeof build>>;
