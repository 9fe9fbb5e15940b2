//! The language of a page. Runs in the child.
//!
//! Short official papers are mostly names and numbers, from which statistics of letters conclude
//! anything. So the small words of five languages are counted first, and only a page without a
//! clear majority is given to whatlang, which must be sure, and whose conclusion small words must
//! confirm. Prose in which no language is known is in an unknown one. Nothing is concluded from a
//! page with few words.

use std::collections::HashMap;

use expediente_model::{UNKNOWN_LANGUAGE, without_accents};
use whatlang::{Detector, Lang};

/// Small words of a language that its neighbors do not have, or share with few.
const SMALL_WORDS: [(&str, &str); 5] = [
    (
        "en",
        "the of and to is that for with this was by on it she he her his has have been are from \
         which not be or at as an we you my i will would they their who were did its than under \
         shall any all other born name date number city state court certify hereby employee \
         position period item earnings deductions salary pay received receipt signature address \
         phone street statement account amount balance payment charges due invoice student grade \
         school teacher record records patient visit form tax income wages service page",
    ),
    (
        "es",
        "el la los las y con una un es su al del segun fue ha que de en por para se lo como este \
         esta desde hasta sus nos mi yo muy pero sin sobre entre cuando quien hace esta ciudadano \
         ciudadana dias mes ano nombre fecha hoy dicho dicha presente constar certifica conducta \
         suscribe domicilio cedula numero recibo pago nomina trabajador cargo periodo concepto \
         sueldo basico bono recibi conforme firma direccion telefono ciudad estado municipio \
         republica ministerio alcaldia registro acta certificado nombres apellidos nacimiento \
         materia calificacion calificaciones nota notas alumno alumna grado lapso profesor escuela \
         colegio hoja folio fdo",
    ),
    (
        "pt",
        "o os as e do da dos das nao uma um com em no na nos nas ao que de por para se foi pelo \
         pela ou mais seu sua eu muito mas sem sobre entre quando quem este esta declaro pessoa \
         nome cidade dia ano",
    ),
    (
        "fr",
        "le la les des du et est une un dans au aux par pour avec ce cette qui je il elle que de en \
         sur nous vous son sa ses ne pas ou a ete fait soussigne certifie nom ville jour mois",
    ),
    (
        "ht",
        "ak nan pou yon ki li mwen sa se te gen yo pa fe moun ke nou ou la a an tout avek depi men \
         lan kapab anpil lakay peyi dat non",
    ),
];

/// Other languages that papers come in, in Latin letters, with some of their small words. The
/// detector may conclude each of them, and then some of the words must be there: of a language that
/// it never learned it concludes a neighbor.
const LATIN: [(Lang, &str, &str); 20] = [
    (
        Lang::Ita,
        "it",
        "che di della per non sono il questo con e gli nel alla come piu anche",
    ),
    (
        Lang::Deu,
        "de",
        "der die das und ist nicht ein eine mit von zu den dem ich sie auf fur",
    ),
    (
        Lang::Nld,
        "nl",
        "het een van en dat niet is op te zijn met voor ik hij zij aan",
    ),
    (
        Lang::Cat,
        "ca",
        "els les amb que per dels una aquest aquesta es del al i jo molt",
    ),
    (
        Lang::Pol,
        "pl",
        "i w na nie sie z do jest ze to od po jak oraz przez",
    ),
    (
        Lang::Ron,
        "ro",
        "si de la in cu nu este pe care din un o ca pentru sunt",
    ),
    (
        Lang::Tur,
        "tr",
        "ve bir bu ile icin da de olarak olan ben daha cok gibi kadar",
    ),
    (
        Lang::Vie,
        "vi",
        "la va cua khong co nguoi cho toi duoc trong voi nay mot",
    ),
    (
        Lang::Ces,
        "cs",
        "a se na je v ze s do to jsem ktery ktera ne pro jeho",
    ),
    (
        Lang::Slk,
        "sk",
        "a sa na je v ze s do to som ktory ktora nie pre jeho",
    ),
    (
        Lang::Slv,
        "sl",
        "in je se na v da za so ki sem ni tudi po pri kot",
    ),
    (
        Lang::Hrv,
        "hr",
        "i je se na u da za su koji koja sam nije od kao sto",
    ),
    (
        Lang::Hun,
        "hu",
        "a az es hogy nem egy is van ez mint de meg volt csak",
    ),
    (
        Lang::Lav,
        "lv",
        "un ir par no ar ka es bet tas kas uz vai sava",
    ),
    (
        Lang::Lit,
        "lt",
        "ir yra su kad bet kaip is apie jis ji buvo savo",
    ),
    (
        Lang::Est,
        "et",
        "ja on ei et kui see ta oma mis oli ka ning",
    ),
    (
        Lang::Fin,
        "fi",
        "ja on ei se etta han oli mutta kun myos ovat joka",
    ),
    (
        Lang::Swe,
        "sv",
        "och att det som en ar pa av for med inte den jag har",
    ),
    (
        Lang::Dan,
        "da",
        "og at det som en er pa af for med ikke den jeg har",
    ),
    (
        Lang::Nob,
        "nb",
        "og at det som en er pa av for med ikke den jeg har",
    ),
];

/// Languages with letters of their own.
const OTHER_LETTERS: [(Lang, &str); 26] = [
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Bul, "bg"),
    (Lang::Mkd, "mk"),
    (Lang::Srp, "sr"),
    (Lang::Ell, "el"),
    (Lang::Ara, "ar"),
    (Lang::Pes, "fa"),
    (Lang::Urd, "ur"),
    (Lang::Hin, "hi"),
    (Lang::Nep, "ne"),
    (Lang::Ben, "bn"),
    (Lang::Pan, "pa"),
    (Lang::Guj, "gu"),
    (Lang::Tam, "ta"),
    (Lang::Tel, "te"),
    (Lang::Tha, "th"),
    (Lang::Mya, "my"),
    (Lang::Khm, "km"),
    (Lang::Kat, "ka"),
    (Lang::Hye, "hy"),
    (Lang::Cmn, "zh"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
    (Lang::Heb, "he"),
    (Lang::Amh, "am"),
];

/// Words in small letters of a page that must be in some language, and the most of them in a
/// hundred that are small words of one that is known, if the page is in none.
const PROSE: usize = 50;
const FOREIGN: f32 = 5.0;

/// Points of small words that tell a language, and by how much it must lead.
const ENOUGH: f32 = 3.0;
const LEAD: f32 = 1.6;

/// Small words in a hundred of a page that is clearly in a language.
const CLEAR: f32 = 22.0;

/// The same of the words that confirm what the detector concluded.
const CONFIRMED: usize = 8;

/// Letters that the detector needs, and how sure it must be.
const LETTERS: usize = 60;
const SURE: f64 = 0.9;

pub(super) struct Languages {
    /// Each small word with the positions of its languages, and what it counts for each.
    words: HashMap<&'static str, (Vec<usize>, f32)>,
    detector: Detector,
}

impl Languages {
    pub(super) fn new() -> Self {
        let mut of: HashMap<&'static str, Vec<usize>> = HashMap::new();
        for (at, (_, words)) in SMALL_WORDS.iter().enumerate() {
            for word in words.split_ascii_whitespace() {
                let languages = of.entry(word).or_default();
                if !languages.contains(&at) {
                    languages.push(at);
                }
            }
        }
        let shared = |languages: Vec<usize>| {
            // At most five languages.
            #[allow(clippy::cast_precision_loss)]
            let points = 1.0 / languages.len() as f32;
            (languages, points)
        };
        Self {
            words: of
                .into_iter()
                .map(|(word, all)| (word, shared(all)))
                .collect(),
            detector: Detector::with_allowlist(allowed()),
        }
    }

    /// The language of a text as an ISO 639-1 tag, if it can be told.
    pub(super) fn of(&self, text: &str) -> Option<&'static str> {
        let plain = without_accents(text);
        let words = counted(&plain);
        let mut points = [0.0f32; SMALL_WORDS.len()];
        for word in &words {
            if let Some((languages, each)) = self.words.get(word.as_str()) {
                for (at, sum) in points.iter_mut().enumerate() {
                    *sum += if languages.contains(&at) { *each } else { 0.0 };
                }
            }
        }
        let mut order: Vec<(f32, &'static str)> = points
            .into_iter()
            .zip(SMALL_WORDS.map(|(tag, _)| tag))
            .collect();
        order.sort_by(|one, other| other.0.total_cmp(&one.0));
        let [(most, tag), (second, _), ..] = order.as_slice() else {
            return None;
        };
        let is_led = *most >= ENOUGH && *most >= second * LEAD;
        // A page has at most some thousands of words.
        #[allow(clippy::cast_precision_loss)]
        let share = most * 100.0 / words.len().max(1) as f32;
        if is_led && share >= CLEAR {
            return Some(tag);
        }
        let found = self.detected(text, &words, &order);
        if found.is_some() || is_led && share >= FOREIGN * 2.0 {
            return found.or(Some(tag));
        }
        let prose = small_words(&plain);
        if prose >= PROSE && prose * 10 >= words.len() * 7 && share < FOREIGN {
            return Some(UNKNOWN_LANGUAGE);
        }
        is_led.then_some(*tag)
    }

    /// What the detector concludes, if it is sure and small words of the language are there.
    fn detected(
        &self,
        text: &str,
        words: &[String],
        points: &[(f32, &'static str)],
    ) -> Option<&'static str> {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if letters < LETTERS {
            return None;
        }
        // Capitals are rare letters to a detector that learned from prose.
        let found = self.detector.detect(&text.to_lowercase())?;
        if !found.is_reliable() || found.confidence() < SURE {
            return None;
        }
        if let Some((_, tag)) = OTHER_LETTERS.iter().find(|(lang, _)| *lang == found.lang()) {
            return Some(tag);
        }
        if let Some((_, tag, own)) = LATIN.iter().find(|(lang, ..)| *lang == found.lang()) {
            let is_own = |word: &&String| own.split(' ').any(|own| own == word.as_str());
            let there = words.iter().filter(is_own).count();
            return (there * 100 >= words.len() * CONFIRMED).then_some(tag);
        }
        // Of a language whose small words are known, some must be there: a bill has names and
        // numbers, of which the detector concludes anything.
        let tag = tag_of(found.lang())?;
        let counted = points.iter().find(|(_, known)| *known == tag);
        counted
            .is_some_and(|(points, _)| *points >= ENOUGH / 2.0)
            .then_some(tag)
    }
}

/// Words of two letters and more that begin small, as in prose.
fn small_words(text: &str) -> usize {
    let words = text.split(|c: char| !c.is_alphabetic());
    words
        .filter(|word| word.len() > 1 && word.starts_with(char::is_lowercase))
        .count()
}

/// All languages that the detector may conclude.
fn allowed() -> Vec<Lang> {
    let latin = LATIN.iter().map(|(lang, ..)| *lang);
    let others = OTHER_LETTERS.iter().map(|(lang, _)| *lang);
    let small = [Lang::Eng, Lang::Spa, Lang::Por, Lang::Fra];
    small.into_iter().chain(latin).chain(others).collect()
}

/// The words of a text in lower case, without the particles of names: "de la" in "María de la Cruz"
/// is no Spanish.
fn counted(text: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let is_capital = |at: Option<usize>| {
        let word = at.and_then(|at| words.get(at));
        word.is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    let is_particle = |at: usize, word: &str| {
        let names = "de del la las los el y e da do dos das du van von";
        let begins = (1..=2).any(|back| is_capital(at.checked_sub(back)));
        let goes_on = (1..=2).any(|on| is_capital(Some(at + on)));
        let is_name = names.split(' ').any(|name| name.eq_ignore_ascii_case(word));
        is_name && begins && goes_on
    };
    let kept = words.iter().enumerate().filter(|(at, word)| {
        let is_shouted = word.chars().all(char::is_uppercase);
        is_shouted || !is_particle(*at, word)
    });
    kept.map(|(_, word)| word.to_lowercase()).collect()
}

/// The tag of a language whose small words are known.
fn tag_of(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Eng => "en",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Fra => "fr",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The language was written beside each text by hand.
    #[test]
    fn the_language_of_a_page() {
        let languages = Languages::new();
        for (tag, text) in [
            (
                Some("cs"),
                "Potvrzuji, že znám paní Danielu Quintero už mnoho let a že je poctivá a pracovitá \
                 žena, která pomáhá svým sousedům, a nikdy se nedopustila ničeho špatného.",
            ),
            (
                Some("hu"),
                "Igazolom, hogy ismerem Daniela Quintero asszonyt, aki sok éve a szomszédom, és hogy \
                 becsületes, dolgos ember, aki mindig segít másoknak, és nem követett el bűnt.",
            ),
            // K'iche', from the Universal Declaration of Human Rights.
            (
                Some("und"),
                "Konojel ri winaq are taq kealaxik pa ri uwachulew tzoqopitalik kib, xuqujeje \
                 junam kiyatajik chech kiqij, xuqujeje taqal chkech kakito chib rech kichux \
                 kuk kib chkiwach, kakiloqoqej kib, rech jun utz kaslemal kakibano pa taq \
                 ri kitinamit, kakichajij ri utzil, kakito kib chkibil kib ronojel qij are chi \
                 ri kinojibal kuya chkech kakichomaj rij ri kibanoj chech ri utzilal jachin taq \
                 karaj kakibano kitzukuj ri jun suk kaslemal chech ri kichak",
            ),
            (
                Some("es"),
                "CONSTANCIA DE BUENA CONDUCTA\nSe hace constar que observa buena conducta.",
            ),
            (
                Some("es"),
                "REPÚBLICA BOLIVARIANA DE VENEZUELA\nMINISTERIO DEL PODER POPULAR PARA RELACIONES INTERIORES",
            ),
            (
                Some("es"),
                "Yo, Marisol Prado, declaro que Daniela es mi hija y que vive conmigo desde 2019.",
            ),
            (
                Some("es"),
                "Los vecinos que firman conocen a la ciudadana y dan fe de su conducta.",
            ),
            (
                Some("en"),
                "CERTIFICATE OF GOOD CONDUCT\nIt is certified that she is of good conduct.",
            ),
            (
                Some("en"),
                "To the judge\nI have known Daniela since she was born, and I will receive her.",
            ),
            (
                Some("en"),
                "PROOF OF SERVICE\nOn December 30, 2025, I served a copy of this filing by mail.",
            ),
            (
                Some("en"),
                "Republic of Examples\nIdentity card of Aurora Prado, number 000",
            ),
            (
                Some("pt"),
                "Eu, abaixo assinado, declaro que conheço a pessoa e que é trabalhadora e honesta.",
            ),
            (
                Some("fr"),
                "Je soussigné certifie que la personne est de bonne conduite et honnête.",
            ),
            (
                Some("ht"),
                "Mwen menm ki siyen anba a, mwen deklare ke mwen konnen moun sa a depi lontan epi li se yon bon moun.",
            ),
            (
                Some("ru"),
                "Настоящим подтверждается, что указанное лицо не имеет судимости и пользуется хорошей репутацией.",
            ),
            (
                Some("it"),
                "Si certifica che il signor Rossi risiede in questo comune da molti anni e che gode di buona reputazione presso i suoi vicini.",
            ),
            (
                Some("en"),
                "EL PASO ELECTRIC\n1200 Montana Ave Apt 4, El Paso TX 79903\nService period 09/04/2026\nPrevious balance 88.10\nPayment received 88.10\nCurrent charges 92.44",
            ),
            (
                Some("es"),
                "RECIBO DE PAGO DE NÓMINA\nTrabajador: Daniela QUINTERO\nCargo: Enfermera\nSueldo básico 4.500,00\nTotal a pagar 5.120,00",
            ),
            // Names and numbers are in no language.
            (
                None,
                "1. José Antonio de la Cruz Peña, San Cristóbal, Estado Táchira\n2. María de los Ángeles Ramírez Núñez, Rubio\n3. Juan Carlos Ontiveros del Valle, San Antonio del Táchira",
            ),
            (
                None,
                "Panaderia La Espiga de Oro 12.40\nEnvios de Dinero El Sol 100.00\nFarmacia de la Familia 18.02",
            ),
            (
                None,
                "1. Pedro Pérez V-12.345.678\n2. María González V-9.876.543\n3. José Rodríguez",
            ),
            (
                None,
                "Andry José Hernández Romero V-20.123.456 Capacho Nuevo Táchira 2023",
            ),
            (None, "Aurora Prado\nCapacho Nuevo, Táchira"),
            (None, ""),
        ] {
            assert_eq!(languages.of(text), tag, "{text}");
        }
    }
}
