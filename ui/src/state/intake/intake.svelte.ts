// The intake of papers, in the background. Runs are sequential: the program already reads papers on
// all cores, and two runs at once would only be slower.
import { add, cancel, show, together } from '../../generated/commands';
import type {
  DateOrder,
  Failure,
  IntakeReport,
  PaperReport,
  Progress,
  Together,
} from '../../generated/types';
import { asFailure } from '../window/failure';
import { attempt, feedback } from '../window/feedback.svelte';
import { job, progress } from '../window/job';
import { session } from '../window/session.svelte';
import { tn } from '../../words/words.svelte';

type RunState = 'waiting' | 'running' | 'done' | 'failed';

export class Run {
  state = $state<RunState>('waiting');
  progress = $state.raw<Progress | null>(null);
  report = $state.raw<IntakeReport | null>(null);
  failure = $state.raw<Failure | null>(null);
  stopping = $state(false);
  readonly job = job();

  constructor(
    readonly matter: string,
    readonly paths: string[],
    readonly into: string | null,
    readonly passwords: string[],
    readonly dates: DateOrder | null = null,
    /** Whether each file of a folder or a zip becomes an exhibit. */
    readonly each: boolean = false,
  ) {}
}

class Intake {
  runs = $state.raw<Run[]>([]);
  open = $state(true);
  /** What the dialog `together` asks about. */
  asked = $state.raw<{ matter: string; paths: string[]; found: Together[] } | null>(null);
  #tail: Promise<void> = Promise.resolve();

  get running(): Run | undefined {
    return this.runs.find((run) => run.state === 'running');
  }

  /**
   * Takes files and folders in. Where a folder or a zip can be one exhibit or many, it is asked
   * first.
   */
  async take(matter: string, paths: string[], into: string | null): Promise<void> {
    const found = into === null ? await attempt(together(paths)) : [];
    if (found === undefined) return;
    if (found.length === 0) {
      this.start(matter, paths, into, true);
      return;
    }
    this.asked = { matter, paths, found };
    session.dialog = 'together';
  }

  start(matter: string, paths: string[], into: string | null, each: boolean): Run {
    const run = new Run(matter, paths, into, [], null, each);
    this.runs = [
      ...this.runs.filter(
        (other) =>
          other.state === 'waiting' || other.state === 'running' || refusals(other).length > 0,
      ),
      run,
    ];
    this.open = true;
    this.#tail = this.#tail.then(() => this.#go(run));
    return run;
  }

  /**
   * Adds a refused paper again with its password, or with the order of its dates. Its line stays
   * where the answer was given, until the paper is received.
   */
  async again(
    run: Run,
    paper: PaperReport,
    password: string | null,
    dates: DateOrder | null = null,
  ): Promise<void> {
    const { matter, into } = run;
    const passwords = password === null ? [] : [password];
    const next = new Run(matter, [paper.source], into, passwords, dates, run.each);
    this.#replace(run, paper, { ...paper, findings: [] });
    const work = this.#tail.then(() => this.#read(next));
    this.#tail = work;
    await work;
    const papers = next.report?.papers ?? [];
    // Of a zip, every paper is added again with it; an opened one is no longer in the list.
    const own = papers.filter((one) => one.source === paper.source);
    const now =
      own.find((one) => one.path === paper.path) ??
      own.find((one) => one.state === 'refused') ??
      own[0];
    const said = next.failure;
    if (now === undefined || said !== null) {
      this.#replace(run, paper, paper);
      if (said !== null) feedback.fail(said);
    } else if (now.state === 'refused') {
      this.#replace(run, paper, now);
    } else {
      this.#replace(run, paper, now);
      if (run.report)
        run.report = {
          ...run.report,
          refused: run.report.refused - 1,
          received: run.report.received + 1,
        };
      await this.#show(matter);
    }
  }

  #replace(run: Run, paper: PaperReport, now: PaperReport): void {
    if (!run.report) return;
    const is = (one: PaperReport) => one.source === paper.source && one.path === paper.path;
    const papers = run.report.papers.map((one) => (is(one) ? now : one));
    run.report = { ...run.report, papers };
  }

  forget(run: Run, paper: PaperReport): void {
    if (!run.report) return;
    const stays = (other: PaperReport) =>
      other.source !== paper.source || other.path !== paper.path;
    run.report = {
      ...run.report,
      papers: run.report.papers.filter(stays),
      refused: run.report.refused - 1,
    };
    if (run.report.papers.length === 0) this.close(run);
  }

  close(run: Run): void {
    this.runs = this.runs.filter((other) => other !== run);
  }

  /** Removes reports that need no attention. */
  tidy(): void {
    this.runs = this.runs.filter((run) => run.state !== 'done' || refusals(run).length > 0);
  }

  stop(run: Run): void {
    run.stopping = true;
    if (run.state === 'waiting') this.close(run);
    else void attempt(cancel(run.job));
  }

  async #go(run: Run): Promise<void> {
    if (!this.runs.includes(run)) return;
    await this.#read(run);
    await this.#show(run.matter);
  }

  async #read(run: Run): Promise<void> {
    run.state = 'running';
    try {
      const heard = progress((news) => (run.progress = news));
      run.report = await add(
        run.matter,
        run.paths,
        run.into,
        run.passwords,
        run.dates,
        run.each,
        run.job,
        heard,
      );
      run.state = 'done';
      feedback.say(tn('ui.intake.taken', run.report.received));
    } catch (thrown) {
      run.failure = asFailure(thrown);
      run.state = 'failed';
    }
  }

  /** If the user has left the case, the list of cases is updated instead. */
  async #show(matter: string): Promise<void> {
    const openCase = session.openCase;
    if (openCase?.matter.id !== matter) {
      await session.list();
      return;
    }
    const view = await attempt(show(matter));
    if (view && session.openCase === openCase) openCase.take(view);
  }
}

export function refusals(run: Run): PaperReport[] {
  return run.report?.papers.filter((paper) => paper.state === 'refused') ?? [];
}

export const intake = new Intake();
