//! Fonts, profiles and messages, compiled into the program.

use std::collections::BTreeMap;
use std::sync::Arc;

use expediente_bundle::{Caption, Fonts, Profile};
use expediente_model::{Catalogue, Language};

use crate::error::AppError;

macro_rules! asset {
    ($path:literal) => {
        include_bytes!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../assets/",
            $path
        ))
    };
}

macro_rules! text_asset {
    ($path:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../assets/",
            $path
        ))
    };
}

/// The names of the court profiles, in the order that lists show them.
pub const PROFILES: [&str; 9] = [
    "eoir",
    "us-district",
    "uscis-online",
    "uk-courts",
    "uk-ftt-iac",
    "iachr",
    "ca-irb",
    "ca-fc",
    "plain",
];

const PROFILE_TEXTS: [&str; 9] = [
    text_asset!("profiles/eoir.toml"),
    text_asset!("profiles/us-district.toml"),
    text_asset!("profiles/uscis-online.toml"),
    text_asset!("profiles/uk-courts.toml"),
    text_asset!("profiles/uk-ftt-iac.toml"),
    text_asset!("profiles/iachr.toml"),
    text_asset!("profiles/ca-irb.toml"),
    text_asset!("profiles/ca-fc.toml"),
    text_asset!("profiles/plain.toml"),
];

/// The assets of the program.
pub struct Assets {
    /// The fonts of the front matter.
    pub fonts: Fonts,
    /// An sRGB profile.
    pub icc: &'static [u8],
    profiles: BTreeMap<&'static str, Arc<Profile>>,
    english: Texts,
    spanish: Texts,
}

/// The texts of a language.
struct Texts {
    usual: Catalogue,
    /// For dossiers of courts with words of their own, by the style of those.
    styles: BTreeMap<&'static str, Catalogue>,
}

impl Texts {
    fn of(usual: Catalogue) -> Self {
        let styles = Caption::STYLES;
        let styles = styles.map(|style| (style, usual.in_style(style))).into();
        Self { usual, styles }
    }
}

impl Assets {
    /// Parses the assets.
    ///
    /// # Errors
    /// When one cannot be read, which a test rules out.
    pub fn load() -> Result<Self, AppError> {
        let wrong = |error: &dyn std::error::Error| AppError::Asset(error.to_string());
        let faces = [
            asset!("fonts/ExpedienteSerif-Regular.ttf").to_vec(),
            asset!("fonts/ExpedienteSerif-Bold.ttf").to_vec(),
            asset!("fonts/ExpedienteSerif-Italic.ttf").to_vec(),
            asset!("fonts/ExpedienteSerif-SmallCaps.ttf").to_vec(),
        ];
        let mut profiles = BTreeMap::new();
        for (name, text) in PROFILES.into_iter().zip(PROFILE_TEXTS) {
            profiles.insert(
                name,
                Arc::new(Profile::from_toml(text).map_err(|error| wrong(&error))?),
            );
        }
        let catalogue = |text| Catalogue::from_json(text).map_err(|error| wrong(&error));
        Ok(Self {
            fonts: Fonts::new(faces)?,
            icc: asset!("icc/srgb.icc"),
            profiles,
            english: Texts::of(catalogue(text_asset!("messages/en.json"))?),
            spanish: Texts::of(catalogue(text_asset!("messages/es.json"))?),
        })
    }

    /// One of the program's own court profiles, by name.
    #[must_use]
    pub fn profile(&self, name: &str) -> Option<&Arc<Profile>> {
        self.profiles.get(name)
    }

    /// The text of one of the program's own court profiles.
    #[must_use]
    pub fn profile_text(&self, name: &str) -> Option<&'static str> {
        PROFILES
            .into_iter()
            .zip(PROFILE_TEXTS)
            .find(|(known, _)| *known == name)
            .map(|(_, text)| text)
    }

    /// The texts of a language.
    #[must_use]
    pub fn texts(&self, language: Language) -> &Catalogue {
        &self.of(language).usual
    }

    /// The texts of a dossier: those of its language, in the words of its court.
    #[must_use]
    pub fn dossier_texts(&self, language: Language, profile: &Profile) -> &Catalogue {
        let texts = self.of(language);
        let style = profile.caption.style();
        style
            .and_then(|style| texts.styles.get(style))
            .map_or(&texts.usual, |styled| styled)
    }

    fn of(&self, language: Language) -> &Texts {
        match language {
            Language::En => &self.english,
            Language::Es => &self.spanish,
        }
    }
}
