//! `expediente profile`

use clap::Subcommand;
use expediente_app::{Catalogue, ProfileView};

use crate::failure::Failure;
use crate::session::Session;
use crate::{output, print};

/// Court rules.
#[derive(Debug, Subcommand)]
pub enum ProfileVerb {
    /// List the court profiles
    #[command(after_help = "Example:\n  expediente profile list")]
    List,
    /// Show the rules of a court, each with its source
    #[command(after_help = "Example:\n  expediente profile show eoir")]
    Show {
        /// Its name
        name: String,
    },
    /// Copy a profile under a new name, so that you can change it with any text editor
    #[command(after_help = "Example:\n  expediente profile copy eoir el-paso")]
    Copy {
        /// Its name
        from: String,
        /// The name of the copy: lowercase letters, digits and -
        name: String,
    },
}

impl ProfileVerb {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app_or_new()?;
        match self {
            Self::List => {
                let profiles = app.profiles().list()?;
                session.say(&profiles, |texts| print_profiles(texts, &profiles))?;
            }
            Self::Show { name } => {
                let profile = app.profiles().get(&name)?;
                session.say(&profile, |texts| print_profile(texts, &profile))?;
            }
            Self::Copy { from, name } => {
                let path = app.profiles().copy(&from, &name)?;
                return session.sentence(
                    "report.profile-copied",
                    &[("path", path.display().to_string())],
                );
            }
        }
        Ok(0)
    }
}

/// Prints the court profiles.
fn print_profiles(texts: &Catalogue, profiles: &[ProfileView]) {
    let heads =
        ["report.head.name", "report.head.court", "report.head.limit"].map(|key| texts.text(key));
    let row = |profile: &ProfileView| {
        let mut row = vec![profile.name.clone(), profile.title.clone()];
        // The last column is empty for a court without a limit.
        row.extend(profile.limit_size.clone());
        row
    };
    print::table(&heads, &profiles.iter().map(row).collect::<Vec<_>>());
    for broken in profiles
        .iter()
        .filter_map(|profile| profile.broken.as_ref())
    {
        output::line(broken);
    }
}

/// Prints the rules of a court.
fn print_profile(texts: &Catalogue, profile: &ProfileView) {
    output::line(&profile.title);
    for rule in &profile.rules {
        print::rule(texts, "  ", rule.says.clone(), rule);
    }
}
