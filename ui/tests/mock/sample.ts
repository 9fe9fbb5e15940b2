// The cases of the mock program: the sample, one with 1,000 exhibits and 5,000 pages, and an empty
// one. All names are made up.
import type { ExhibitFields, Facts, Language, ProfileView } from '../../src/generated/types';
import { newDocument, newFields, type Case, type Paper } from './case';

export const emptyFacts = (): ExhibitFields => newFields('');

export function facts(person: string): Facts {
  return {
    title: 'Documents in support of the motion for bond',
    profile: 'eoir',
    language: 'en',
    person,
    docket: ['A 000-000-000'],
    court: ['El Paso, Texas'],
    respondents: [],
    minors: [],
    judge: null,
    hearing: '2026-03-12 09:00',
    proceeding: null,
    detained: true,
    bates: null,
    service: null,
    split: false,
    in_languages: {},
    own_titles: null,
    filer: {
      name: 'Teresa Whitaker Molina',
      role: 'Attorney for Respondent',
      address: ['200 Example Street, Suite 310', 'El Paso, Texas 79900'],
      phone: '',
      email: '',
      number: '',
    },
  };
}

let own: string[] = [];

/** All court rules, including the copied ones. */
export function profiles(language: Language, copied?: string): ProfileView[] {
  const es = language === 'es';
  if (copied !== undefined) own = [...own, copied];
  const mine = own.map((name): ProfileView => ({
    name,
    title: name,
    limit: 25_000_000,
    limit_size: '25.0 MB',
    languages: ['en'],
    paper: es ? 'carta' : 'Letter',
    rules: [],
    own: true,
    broken: null,
  }));
  return [
    {
      name: 'eoir',
      title: es ? 'Tribunal de inmigración de los Estados Unidos' : 'US immigration court',
      limit: 25_000_000,
      limit_size: '25.0 MB',
      languages: ['en'],
      paper: es ? 'carta' : 'Letter',
      rules: [
        {
          about: 'paper',
          says: es
            ? 'Los documentos van en papel de 8.5 x 11 pulgadas.'
            : 'Documents are on paper of 8.5 x 11 inches.',
          source: '8 CFR 1003.32(b)',
          checked: '2026-11-01',
          sure: 'official',
        },
        {
          about: 'limit',
          says: es
            ? 'Un archivo tiene como máximo 25 MB.'
            : 'A file has at most 25 MB; larger ones are split and named Name_Part1, Name_Part2.',
          source: 'ECAS user guidance, as quoted by vendors',
          checked: '2026-11-01',
          sure: 'second-hand',
        },
        {
          about: 'numbering',
          says: es
            ? 'Las páginas llevan número seguido, abajo al centro o a la derecha.'
            : 'Pages are numbered consecutively, bottom center or right.',
          source: 'practice; Immigration Court Practice Manual, chapter 3.3(c)',
          checked: '2026-11-01',
          sure: 'unconfirmed',
        },
      ],
      own: false,
      broken: null,
    },
    {
      name: 'us-district',
      title: es ? 'Tribunal federal de distrito' : 'US district court',
      limit: 35_000_000,
      limit_size: '35.0 MB',
      languages: ['en'],
      paper: es ? 'carta' : 'Letter',
      rules: [],
      own: false,
      broken: null,
    },
    {
      name: 'plain',
      title: es ? 'Ningún tribunal en particular' : 'No court in particular',
      limit: null,
      limit_size: null,
      languages: [],
      paper: es ? 'carta' : 'Letter',
      rules: [],
      own: false,
      broken: null,
    },
    ...mine,
    {
      name: 'old-rules',
      title: 'old-rules',
      limit: null,
      limit_size: null,
      languages: [],
      paper: '',
      rules: [],
      own: true,
      broken: 'The court profile old-rules.toml cannot be used: line 3: unknown field `limmit`.',
    },
  ];
}

function sample(): Case {
  const paper = (
    sha256: string,
    name: string,
    pages: number,
    media: Paper['media'] = 'pdf',
  ): Paper => ({ sha256, name, media, pages });
  const papers = [
    paper('front', 'Form EOIR-28 (specimen).pdf', 2),
    paper('letter', 'Scan_0001.jpg', 1, 'jpeg'),
    paper('record-warn', 'Certificado de antecedentes penales.pdf', 2),
    paper('petition1', '1 - Hojas 1 y 2.tif', 2, 'tiff'),
    paper('petition2', '2 - Hoja 3.jpg', 1, 'jpeg'),
    ...Array.from({ length: 6 }, (_, n) =>
      paper(`photo${n}`, `IMG_2023110${n + 1}_153012.jpg`, 1, 'jpeg'),
    ),
    paper('mother1', '1 - Declaración (español).pdf', 3),
    paper('mother2', '2 - Translation (English).pdf', 3),
    paper('mother3', '3 - Certificate of translation.pdf', 1),
    paper('identity', 'Cédula de identidad.jpg', 1, 'jpeg'),
    paper('back', 'Proof of service (specimen).pdf', 1),
    paper('loose', 'Recibo de luz.pdf', 1),
  ];
  let next = 0;
  const documents = (...hashes: string[]) =>
    hashes.map((sha256) => newDocument(`d${(next += 1)}`, sha256));
  const exhibit = (id: string, fields: Partial<ExhibitFields>, ...hashes: string[]) => ({
    id,
    fields: { ...newFields(''), ...fields },
    documents: documents(...hashes),
  });
  const photos = exhibit(
    'e4',
    { title: 'Photographs of her work', kind: 'photo', group: 'Life in the town' },
    ...Array.from({ length: 6 }, (_, n) => `photo${n}`),
  );
  photos.documents[0]!.caption = 'Her work table.';
  photos.documents[0]!.place = 'San Jacinto de la Sierra';
  photos.documents[1]!.caption =
    'Her shop on the market day of the town, with the neighbours who signed the petition.';
  return {
    id: 'sample',
    answers: {},
    name: 'Daniela Marisol QUINTERO PRADO',
    read_only: false,
    facts: facts('Daniela Marisol QUINTERO PRADO'),
    revision: 1,
    updated: new Date(Date.now() - 86_400_000).toISOString(),
    built: new Date(Date.now() - 3 * 86_400_000).toISOString(),
    front: documents('front'),
    back: documents('back'),
    exhibits: [
      exhibit(
        'e1',
        { title: 'Letter of good conduct', kind: 'letter', group: 'Good character' },
        'letter',
      ),
      exhibit(
        'e2',
        {
          title: 'Certificate of no criminal record',
          kind: 'certificate',
          date: '2026-01-20',
          issuer: 'National Office of Criminal Records',
          language: 'es',
          translated: true,
          group: 'Good character',
        },
        'record-warn',
      ),
      exhibit(
        'e3',
        {
          title:
            'Petition of the neighbours of San Jacinto de la Sierra in favour of Daniela Quintero',
          kind: 'petition',
          signatures: 41,
          language: 'es',
          group: 'Life in the town',
        },
        'petition1',
        'petition2',
      ),
      photos,
      exhibit(
        'e5',
        {
          title: 'Declaration of her mother',
          kind: 'declaration',
          language: 'es',
          translated: true,
        },
        'mother1',
        'mother2',
        'mother3',
      ),
      exhibit('e6', {}, 'identity'),
    ],
    papers,
  };
}

function long(): Case {
  const papers = Array.from({ length: 1000 }, (_, n): Paper => ({
    sha256: `long${n}`,
    name: `Paper ${n + 1}.pdf`,
    media: 'pdf',
    pages: 4,
  }));
  return {
    id: 'long',
    answers: {},
    name: 'A case of a thousand exhibits',
    read_only: false,
    facts: { ...facts('Tomás EJEMPLO RUIZ'), court: [], docket: [] },
    revision: 1,
    updated: '2026-10-01T10:00:00Z',
    built: null,
    front: [],
    back: [],
    exhibits: papers.map((paper, n) => ({
      id: `e${n + 1}`,
      fields: {
        ...newFields(n % 7 === 3 ? '' : `Account statement of the month number ${n + 1}`),
        group: n < 20 ? 'Bank' : null,
      },
      documents: [newDocument(`d${n + 1}`, paper.sha256)],
    })),
    papers,
  };
}

function empty(): Case {
  const nothing = { ...facts('Rosa MODELO VEGA'), title: '', court: [], docket: [] };
  nothing.filer = { ...nothing.filer, name: '' };
  return {
    id: 'empty',
    answers: {},
    name: 'Rosa MODELO VEGA',
    read_only: false,
    facts: nothing,
    revision: 1,
    updated: '2026-11-02T10:00:00Z',
    built: null,
    front: [],
    exhibits: [],
    back: [],
    papers: [],
  };
}

export function cases(): Case[] {
  return [sample(), long(), empty()];
}
