//! How Office papers come in.

use clap::Args;
use expediente_app::App;

/// How Office papers come in.
#[derive(Clone, Copy, Debug, Args)]
pub struct OfficeArguments {
    /// Let LibreOffice read Word, Excel and other Office papers even where nothing on this computer
    /// keeps it from the network and from other files
    #[arg(long)]
    office_unconfined: bool,
}

impl OfficeArguments {
    /// Tells the program.
    pub fn set(self, app: &App) {
        app.set_office_runs_free(self.office_unconfined);
    }
}
