// The commands of the program, one function each. Generated from Rust; not edited by hand.
import { invoke, type Channel } from '@tauri-apps/api/core';
import type {
  Arranged,
  Arrangement,
  BuildReport,
  CaptionView,
  Checked,
  DossierPages,
  Facts,
  Glance,
  Hello,
  IntakeReport,
  MatterListing,
  MatterView,
  PlaceDetail,
  ProfileView,
  Progress,
  Settings,
} from './types';

export const hello = () => invoke<Hello>('hello');
export const set_settings = (settings: Settings) => invoke<Settings>('set_settings', { settings });
export const matters = () => invoke<MatterListing[]>('matters');
export const glance = (matter: string) => invoke<Glance>('glance', { matter });
export const profiles = () => invoke<ProfileView[]>('profiles');
export const new_matter = (name: string, facts: Facts) => invoke<MatterView>('new_matter', { name, facts });
export const show = (matter: string) => invoke<MatterView>('show', { matter });
export const detail = (matter: string, place: string) => invoke<PlaceDetail>('detail', { matter, place });
export const captions = (matter: string) => invoke<CaptionView[]>('captions', { matter });
export const set_facts = (matter: string, facts: Facts) => invoke<Arranged>('set_facts', { matter, facts });
export const rename = (matter: string, name: string) => invoke<Arranged>('rename', { matter, name });
export const arrange = (matter: string, change: Arrangement) => invoke<Arranged>('arrange', { matter, change });
export const undo = (matter: string) => invoke<Arranged>('undo', { matter });
export const redo = (matter: string) => invoke<Arranged>('redo', { matter });
export const dossier_pages = (matter: string) => invoke<DossierPages>('dossier_pages', { matter });
export const check = (matter: string) => invoke<Checked>('check', { matter });
export const erase = (matter: string, name: string) => invoke<null>('erase', { matter, name });
export const cancel = (job: number) => invoke<null>('cancel', { job });
export const show_in_folder = (path: string) => invoke<null>('show_in_folder', { path });
export const open_file = (path: string) => invoke<null>('open_file', { path });
export const choose_files = () => invoke<string[] | null>('choose_files');
export const choose_folder = () => invoke<string | null>('choose_folder');
export const choose_dossier = (matter: string, proposed: string) => invoke<string | null>('choose_dossier', { matter, proposed });
export const choose_export = (matter: string, zip: boolean) => invoke<string | null>('choose_export', { matter, zip });
export const choose_import = (zip: boolean) => invoke<string | null>('choose_import', { zip });
export const quit = () => invoke<null>('quit');
export const add = (matter: string, paths: string[], into: string | null, passwords: string[], job: number, progress: Channel<Progress>) => invoke<IntakeReport>('add', { matter, paths, into, passwords, job, progress });
export const open_sample = (job: number, progress: Channel<Progress>) => invoke<MatterView>('open_sample', { job, progress });
export const build = (matter: string, out: string, job: number, progress: Channel<Progress>) => invoke<BuildReport>('build', { matter, out, job, progress });
export const export_case = (matter: string, out: string, zip: boolean, job: number, progress: Channel<Progress>) => invoke<string>('export', { matter, out, zip, job, progress });
export const import_case = (path: string, job: number, progress: Channel<Progress>) => invoke<{ matter: MatterView; report: IntakeReport }>('import', { path, job, progress });
